import { readSaved, type SavedCase } from '../../corpus/index.js';
import { schemaNamed } from '../../kernels/index.js';
import { caseText, type ByteRow, type ShownCase, type ShownStep } from '../../report/index.js';
import { fingerprint, type Schema } from '../../schema/index.js';
import { annotateFrame, encode, hex, show, showPickle, type Step } from '../../wire/index.js';
import { tellFault } from '../../runner/index.js';
import { EXIT_CODES } from '../exitCodes.js';
import { committedSchemas } from '../schemas.js';
import type { Terminal } from '../terminal.js';
import { writeReport } from '../writeReport.js';
import { caseRow, knownLines } from './corpusRows.js';

export interface CorpusShowOptions {
  readonly corpus: string;
  /** Default: that of the case, where it ships. */
  readonly schema?: string;
  readonly json?: string;
  /** Rows for each message. */
  readonly limit: number;
}

const BYTES_SHOWN = 12;
const TEXT_SHOWN = 200;

/** `skewfuzz corpus show`: the exit code. */
export async function corpusShow(
  file: string,
  options: CorpusShowOptions,
  terminal: Terminal,
): Promise<number> {
  const saved = await readSaved(file);
  const schema = await schemaOf(saved, options, terminal);
  const { evidence } = saved;
  const { protocol, release, fingerprint: mark } = saved.schema;
  const report: ShownCase = {
    ...caseRow(file, saved, await knownLines(options.corpus)),
    lines: saved.about.lines,
    schema: `${protocol} ${release} (${mark.slice(0, 12)})`,
    reproduced: evidence?.reproduced ?? null,
    shrunk: evidence?.shrunk ?? null,
    seed: evidence?.found.seed.text ?? null,
    steps: saved.case.steps.map((step) => caseStep(schema, step, options.limit)),
  };
  terminal.print(caseText(report, { colour: terminal.colour, now: Date.now() }));
  await writeReport(
    options.json,
    () => `${JSON.stringify({ format: 'skewfuzz-case-shown', version: 1, ...report }, null, 2)}\n`,
  );
  return EXIT_CODES.valid;
}

/** What the bytes are called by; without it they are only bytes, and that is said. */
async function schemaOf(
  { schema: { fingerprint: wanted, protocol, release } }: SavedCase,
  options: CorpusShowOptions,
  terminal: Terminal,
): Promise<Schema | null> {
  if (options.schema !== undefined) {
    const named = await schemaNamed(options.schema, terminal.note);
    if (fingerprint(named) !== wanted) {
      terminal.note(`the case was made from another schema: ${protocol} ${release} (${wanted.slice(0, 12)})`);
    }
    return named;
  }
  const found = committedSchemas().find((one) => one.fingerprint === wanted) ?? null;
  if (found === null)
    terminal.note(`the schema ${protocol} ${release} does not ship: give it by --schema to see names`);
  return found;
}

function caseStep(schema: Schema | null, step: Step, limit: number): ShownStep {
  if (step.kind === 'fault') {
    const headline = `after ${step.afterMs} ms: ${tellFault(step.fault)}`;
    return { headline, codec: '', bytes: [], left: 0 };
  }
  const bytes = encode(step.value);
  const { codec, notes, left } = annotateFrame(schema, step.channel, bytes, limit);
  const text = (codec === 'pickle' ? showPickle(bytes, TEXT_SHOWN) : null) ?? show(step.value, TEXT_SHOWN);
  const times = step.times === 1 ? '' : `${step.times} times `;
  const more = step.more === true ? ', more frames follow' : '';
  const sender = step.sender === 0 ? '' : `, sender ${step.sender}`;
  return {
    headline: `${times}${step.channel} ← ${text}  (${step.shape}, ${bytes.length} bytes${sender}${more})`,
    codec,
    bytes: notes.map(({ at, length, depth, path, type, text: said, says, rule }): ByteRow => ({
      at,
      hex: hex(bytes.subarray(at, at + length), BYTES_SHOWN),
      depth,
      path,
      type,
      text: said,
      says,
      rule,
    })),
    left,
  };
}
