import { bool, float32, float64, floatBits, int, nil, text } from './construct.js';
import { BIN_FORMS, EXT_FORMS, STR_FORMS } from './forms.js';
import { strictBase64 } from './strictBase64.js';
import { checkMembers, expected, FIXEXT, formOf, intForm, membersOf, type Members } from './taggedMembers.js';
import type { WireValue } from './value.js';
import { WireError } from './wireError.js';

/** A value that holds no others, plain or tagged. */
export function readLeaf(json: unknown, path: string): WireValue {
  if (json === null) return nil;
  if (typeof json === 'boolean') return bool(json);
  if (typeof json === 'string') return guarded(path, () => text(json));
  if (typeof json === 'number') {
    if (Number.isSafeInteger(json) && !Object.is(json, -0)) return int(json);
    throw expected(
      path,
      'an int; other numbers are tagged, as {"$float": "1.5"} or {"$int": "9007199254740993"}',
      json,
    );
  }
  if (typeof json !== 'object') throw expected(path, 'JSON', typeof json);
  const members = membersOf(json);
  const tag = [...members.keys()].find((name) => name.startsWith('$'));
  return readTagged(tag ?? '', members, path);
}

function readTagged(tag: string, members: Members, path: string): WireValue {
  const content = members.get(tag);
  const inside = `${path}.${tag}`;
  switch (tag) {
    case '$int':
      return { ...readInt(content, inside), ...intForm(members, path) };
    case '$float':
      checkMembers(members, [tag], path);
      return readFloat(64, content, inside);
    case '$float32':
      checkMembers(members, [tag], path);
      return readFloat(32, content, inside);
    case '$str': {
      const plain = typeof content === 'string' ? guarded(inside, () => text(content)) : null;
      const bytes = plain?.kind === 'str' ? plain.bytes : readBytes(content, [], inside);
      return { kind: 'str', bytes, ...formOf(members, tag, STR_FORMS, path) };
    }
    case '$bin':
      return { kind: 'bin', bytes: readBytes(content, [], inside), ...formOf(members, tag, BIN_FORMS, path) };
    case '$ext': {
      const bytes = readBytes(content, ['code'], inside);
      return {
        kind: 'ext',
        code: readCode(content, inside),
        bytes,
        ...formOf(members, tag, [...EXT_FORMS, FIXEXT], path),
      };
    }
    case '$raw':
      checkMembers(members, [tag], path);
      return { kind: 'raw', bytes: readBytes(content, [], inside) };
    default:
      throw expected(path, 'one tag of $int, $float, $float32, $str, $bin, $ext, $raw, $array, $map', tag);
  }
}

function readInt(content: unknown, path: string): WireValue & { readonly kind: 'int' } {
  if (typeof content !== 'string' || !/^(?:0|-?[1-9][0-9]{0,19})$/.test(content)) {
    throw expected(path, 'an int in decimal, as text', content);
  }
  const value = guarded(path, () => int(BigInt(content)));
  if (value.kind !== 'int') throw expected(path, 'an int', content);
  return value;
}

function readFloat(width: 32 | 64, content: unknown, path: string): WireValue {
  if (typeof content === 'string') {
    const bits = /^0x([0-9a-f]+)$/.exec(content)?.[1];
    if (bits !== undefined && bits.length === width / 4) return floatBits(width, BigInt(content));
    if (/^(?:NaN|-?Infinity|-?[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?)$/.test(content)) {
      return width === 32 ? float32(Number(content)) : float64(Number(content));
    }
  }
  throw expected(
    path,
    'a float as text: "1.0", "-0.0", "NaN", "-Infinity", "1e+300" or its bits "0x..."',
    content,
  );
}

function readBytes(content: unknown, more: readonly string[], path: string): Uint8Array {
  const members = membersOf(content);
  const [hex, base64] = [members.get('hex'), members.get('base64')];
  checkMembers(members, [...more, hex === undefined ? 'base64' : 'hex'], path);
  if (typeof hex === 'string' && /^(?:[0-9a-f]{2})*$/.test(hex)) return Buffer.from(hex, 'hex');
  const bytes = typeof base64 === 'string' ? strictBase64(base64) : null;
  if (bytes === null) throw expected(path, '{"hex": "00ff"} or {"base64": "AP8="}', content);
  return bytes;
}

function readCode(content: unknown, path: string): number {
  const code: unknown =
    typeof content === 'object' && content !== null && 'code' in content ? content.code : null;
  if (typeof code === 'number' && Number.isInteger(code) && code >= -128 && code <= 127) return code;
  throw expected(`${path}.code`, 'an ext code from -128 to 127', code);
}

function guarded<Value>(path: string, make: () => Value): Value {
  try {
    return make();
  } catch (cause) {
    if (!(cause instanceof WireError)) throw cause;
    throw new WireError('tagged', `${path}: ${cause.message}`, { path, cause });
  }
}
