import type { NightlyReport } from './nightlyReport.js';

const FORMAT = { format: 'skewfuzz-nightly', version: 1 } as const;

/** A nightly run as a JSON document, for other programs and for {@link readNightly}. Key names are stable; bytes are `{hex}`. */
export function nightlyJson(report: NightlyReport): string {
  const document = { ...FORMAT, ...report };
  return `${JSON.stringify(document, packed, 1)}\n`;
}

/** A buffer has made an object of its own of itself before it comes here as a value. */
function packed(this: unknown, key: string, value: unknown): unknown {
  const own: unknown = isRecord(this) ? this[key] : value;
  return own instanceof Uint8Array ? { hex: Buffer.from(own).toString('hex') } : value;
}

/**
 * A report as {@link nightlyJson} wrote it.
 *
 * @param name the file's, for errors
 * @throws Error that says what is expected
 */
export function readNightly(name: string, text: string): NightlyReport {
  const fail = (came: string, cause?: unknown): Error =>
    new Error(`Read ${name}: expected the report.json of a nightly run, ${came}.`, { cause });
  let document: unknown;
  try {
    document = JSON.parse(text, unpacked);
  } catch (cause) {
    throw fail('it is not JSON', cause);
  }
  if (!isRecord(document) || document['format'] !== FORMAT.format) throw fail('it is something else');
  if (document['version'] !== FORMAT.version) {
    throw fail(`of version ${FORMAT.version}; its version is ${JSON.stringify(document['version'])}`);
  }
  if (!isReport(document)) throw fail('parts of it are missing');
  const { format: _format, version: _version, ...report } = document;
  return report;
}

function unpacked(_key: string, value: unknown): unknown {
  if (!isRecord(value)) return value;
  const { hex } = value;
  const isBytes = typeof hex === 'string' && Object.keys(value).length === 1;
  return isBytes ? new Uint8Array(Buffer.from(hex, 'hex')) : value;
}

/** Written by ourselves: whether it is whole, not whether it is true. */
function isReport(document: unknown): document is NightlyReport & typeof FORMAT {
  return (
    isRecord(document) &&
    Array.isArray(document['targets']) &&
    isRecord(document['sorted']) &&
    isRecord(document['seed'])
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
