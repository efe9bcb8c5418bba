import type { WireValue, Json } from '../../wire/index.js';
import { isCallOf } from './delivery.js';
import { jsonDifference, type JsonDifference, type JsonVerdict } from './jsonDifference.js';
import type { Owing, ProgramAnswers, Reply } from './owing.js';
import { jsonAt, valueAt } from './valueAt.js';

/** What the comparing of a reply with its request came to. */
export type ReplyVerdict =
  /** Nothing in it is a repetition of the request. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'same' }
  | { readonly kind: 'unsure'; readonly because: string }
  /** The value of the request that differs, and where. */
  | { readonly kind: 'different'; readonly difference: JsonDifference };

/** Compares what a reply repeats with the request: its fields, and what the echo function gave back. */
export function replyDifference(owing: Owing, reply: Reply, answers: ProgramAnswers): ReplyVerdict {
  const { value } = owing.request;
  if (value === null || owing.request.prediction.kind !== 'value') {
    return { kind: 'unsure', because: 'only the kernel can know how it understood the request' };
  }
  const repeats =
    owing.rule.key === null || owing.key === null
      ? owing.rule.repeats
      : [owing.rule.key, ...owing.rule.repeats];
  let unsure = false;
  for (const { request, reply: path } of repeats) {
    const verdict = compare(valueAt(value, request), jsonAt(reply.json, path), request);
    if (verdict === 'unsure') unsure = true;
    else if (verdict !== 'same') return { kind: 'different', difference: verdict };
  }
  if (answers.echo !== null && isCallOf(answers.echo, owing))
    return echoed(value, reply, answers.echo.argument);
  if (unsure) return { kind: 'unsure', because: 'JSON has no certain form for what was sent' };
  return { kind: repeats.length === 0 ? 'nothing' : 'same' };
}

function compare(expected: WireValue | null, actual: Json | null, path: readonly string[]): JsonVerdict {
  if (expected === null) return 'unsure';
  const at = `$.${path.join('.')}`;
  if (actual === null) return { path: at, expected, actual, change: 'entry missing' };
  const verdict = jsonDifference(expected, actual);
  return typeof verdict === 'string' ? verdict : { ...verdict, path: verdict.path.replace('$', at) };
}

function echoed(value: WireValue, reply: Reply, argument: string): ReplyVerdict {
  const args = valueAt(value, ['args']);
  if (args?.kind !== 'map' || args.entries.length !== 1 || valueAt(args, [argument]) === null) {
    return { kind: 'unsure', because: 'the echo function was called with other arguments than its own' };
  }
  const code = jsonAt(reply.json, ['status', 'code']);
  const found = jsonAt(reply.json, ['found']);
  if (found?.kind === 'bool' && !found.value)
    return { kind: 'unsure', because: 'the echo function is not there' };
  if (code?.kind !== 'str' || code.value !== 'ok') {
    const difference = {
      path: '$',
      expected: valueAt(args, [argument]),
      actual: code,
      change: 'call failed',
    };
    return { kind: 'different', difference };
  }
  const path = ['args', argument];
  const verdict = compare(valueAt(value, path), jsonAt(reply.json, ['return_value']), path);
  if (verdict === 'same') return { kind: 'same' };
  if (verdict === 'unsure') return { kind: 'unsure', because: 'JSON has no certain form for what was sent' };
  return { kind: 'different', difference: verdict };
}
