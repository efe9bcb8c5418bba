export const EXIT_CODES_HELP = `
Exit codes: 0 valid, 1 invalid (a finding), 2 could not judge, 3 usage or harness error.
`;
export const CONFIG_HELP = 'the config (default: skewfuzz.config.ts or .json, where there is one)';
export const CORPUS_HELP =
  'where findings are kept and known ones are listed (default: that of the config, else corpus)';
