import { predict, type MsgspecVersion } from '../src/model/index.js';
import { disagreement } from './comparison.js';
import { forgedDocument } from './forgedDocument.js';
import { KNOWN_DIFFERENCES } from './knownDifferences.js';
import type { Document, PythonType, RealDecoder } from './realDecoder.js';
import type { Forged } from './schemaForge.js';
import type { Tally } from './tally.js';

/** A pair on which model and decoder differ. */
export interface Disagreement extends Forged {
  readonly document: Document;
  readonly fault: string;
}

/** The real decoder, and the version that the model is asked for. */
export interface Sides {
  readonly decoder: RealDecoder;
  readonly msgspec: MsgspecVersion;
}

/** Compares documents that tapes make of one type; the first disagreement that is not known, or null. */
export async function compareBatch(
  { decoder, msgspec }: Sides,
  forged: Forged,
  tapes: readonly Uint8Array[],
  tally: Tally,
  named: PythonType = forged,
): Promise<Disagreement | null> {
  const documents = tapes.map((tape) => forgedDocument(forged, tape));
  const answer = decoder.decode(named, documents);
  const predictions = documents.map(({ codec, bytes }) =>
    predict(forged.schema, forged.type, bytes, codec, msgspec),
  );
  const outcomes = await answer;
  let first: Disagreement | null = null;
  for (const [index, document] of documents.entries()) {
    const prediction = predictions[index];
    const outcome = outcomes[index];
    if (prediction === undefined || outcome === undefined) throw new Error('an answer has too few outcomes');
    tally.count(document.codec, prediction);
    const fault = disagreement(prediction, outcome);
    if (fault === null) continue;
    if (KNOWN_DIFFERENCES.some(({ is }) => is(fault))) tally.known++;
    else first ??= { ...forged, document, fault };
  }
  return first;
}
