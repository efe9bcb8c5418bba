import { readJson } from '../../src/wire/index.js';
import { jsonLanguage } from '../jsonLanguage.js';
import type { Parser } from '../parser.js';

/** The strict reader of JSON: it promises never to throw, and to take what RFC 8259 takes. */
export const json: Parser = {
  name: 'json',
  read: (input) => readJson(input).kind === 'json',
  isOwn: () => false,
  law: (input) => (isJson(input) ? null : 'JSON.parse refuses it'),
  language: jsonLanguage([
    '{"op":"echo","channel":"control","seq":3,"payload":"AAEC","list":[1,-2.5e3,true,null,{"a":{"b":[]}}]}',
    '[[["\\u00e9\\ud83d\\ude00\\n",9007199254740993,0.1,1e400]]]',
    '{"a":1,"a":2,"__proto__":{"x":1}}',
  ]),
};

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** What the reader of the language itself says. */
export function isJson(input: Uint8Array): boolean {
  try {
    JSON.parse(strict.decode(input));
    return true;
  } catch {
    return false;
  }
}
