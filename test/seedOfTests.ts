import * as fc from 'fast-check';

// A change is judged on the same cases as the one before it; SKEWFUZZ_TEST_SEED asks for others, as the nightly job does.
fc.configureGlobal({ seed: Number(process.env['SKEWFUZZ_TEST_SEED'] ?? 20_261_120) });
