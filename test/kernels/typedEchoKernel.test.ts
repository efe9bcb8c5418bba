import { kernelKind } from '../../src/kernels/index.js';
import { kernelContract } from './kernelContract.js';
import { describeWithPython } from './withPython.js';

describeWithPython('typed-echo', () => {
  kernelContract('the kernel contract', () => kernelKind('typed-echo', { env: {}, schema: null }));
});
