import type { CompatReport } from './compatReport.js';
import { placeOf } from './compatWords.js';

/** The whole comparison as JSON, with every row and the bytes of every witness in hexadecimal. */
export function compatJson(report: CompatReport): string {
  const { old, new: other, sentence, seconds, versions, unreached } = report;
  const rows = report.rows.map((one) => {
    const { row, wire, text } = one;
    const { op, explain, direction, messages, writer, channel, rule, predicted, level, agreement } = row;
    const { unproven, shown, instead, witness } = row;
    return {
      level,
      direction,
      messages,
      writer,
      channel,
      where: placeOf(one),
      explain,
      op,
      rule,
      predicted,
      instead,
      agreement,
      unproven,
      shown,
      wire,
      witness:
        witness === null
          ? null
          : {
              channel: witness.channel,
              frame: witness.frame,
              codec: witness.codec,
              tag: witness.tag === null ? null : String(witness.tag),
              place: witness.place,
              text,
              hex: Buffer.from(witness.bytes).toString('hex'),
            },
    };
  });
  const document = { old, new: other, sentence, seconds, versions, rows, unreached };
  return `${JSON.stringify(document, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value), 2)}\n`;
}
