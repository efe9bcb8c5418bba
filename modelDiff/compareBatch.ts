import { predict, type MsgspecVersion } from '../src/model/index.js';
import { disagreement } from './comparison.js';
import { forgedDocument } from './forgedDocument.js';
import { KNOWN_DIFFERENCES } from './knownDifferences.js';
import {
  DecoderDied,
  type Document,
  type Outcome,
  type PythonType,
  type RealDecoder,
} from './realDecoder.js';
import type { Forged } from './schemaForge.js';
import type { Skew } from './skewForge.js';
import type { Tally } from './tally.js';

/** A pair on which model and decoder differ; where the decoder died, it may have been any document of the batch. */
export interface Disagreement extends Forged {
  /** Who wrote the document; left out: a peer of the same schema. */
  readonly skew?: Skew | null;
  readonly document: Document;
  readonly fault: string;
}

/** The real decoder, and the version that the model is asked for. */
export interface Sides {
  readonly decoder: RealDecoder;
  readonly msgspec: MsgspecVersion;
}

/** Compares documents that tapes make of one type, or of that of another peer; the first disagreement that is not known, or null. */
export async function compareBatch(
  { decoder, msgspec }: Sides,
  forged: Forged & { readonly skew?: Skew | null },
  tapes: readonly Uint8Array[],
  tally: Tally,
  named: PythonType = { schema: forged.schema, type: forged.type },
): Promise<Disagreement | null> {
  const documents = tapes.map((tape) =>
    forgedDocument(forged.skew?.writer ?? forged, tape, forged.skew?.codecs),
  );
  const answer = outcomesOf(decoder, named, documents);
  const predictions = documents.map(({ codec, bytes }) =>
    predict(forged.schema, forged.type, bytes, codec, msgspec),
  );
  const outcomes = await answer;
  const [sample] = documents;
  if (typeof outcomes === 'string')
    return sample === undefined ? null : { ...forged, document: sample, fault: outcomes };
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

/** What the decoder made of the documents; a text when it died of one of them. */
async function outcomesOf(
  decoder: RealDecoder,
  type: PythonType,
  documents: readonly Document[],
): Promise<readonly Outcome[] | string> {
  try {
    return await decoder.decode(type, documents);
  } catch (error) {
    if (error instanceof DecoderDied) return error.message;
    throw error;
  }
}
