import { show, type WireValue } from '../wire/index.js';
import { KernelError } from './kernelError.js';

/** For what a schema asks to be written as JSON, and JSON does not have. @throws KernelError `bad-schema` */
export function notJson(value: WireValue): never {
  throw new KernelError(
    'bad-schema',
    `Made a JSON document: expected types that JSON has, and keys that are text, got ${show(value, 100)}.`,
  );
}
