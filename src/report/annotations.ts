import type { NightlyReport } from './nightlyReport.js';

/** A nightly run as GitHub Actions shows it beside the files: one workflow command a line. */
export function annotations({ sorted }: NightlyReport): string {
  const { fresh, fixed, unjudged, errors } = sorted;
  const lines = [
    ...fresh.map(({ target, signature, file }) =>
      command('error', file, `${target}: new finding`, signature),
    ),
    ...fixed.map(({ target, signature, file, note }) =>
      command('error', file, `${target}: fixed`, `${signature}: ${note ?? ''}`),
    ),
    ...errors.map(({ target, because }) => command('error', null, `${target}: could not be run`, because)),
    ...unjudged.map(({ target, because }) =>
      command('warning', null, `${target}: could not be judged`, because),
    ),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function command(level: 'error' | 'warning', file: string | null, title: string, text: string): string {
  const at = file === null ? '' : `file=${property(file)},`;
  return `::${level} ${at}title=${property(title)}::${escaped(text)}`;
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
