import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { splitCommand } from '../../src/kernels/splitCommand.js';
import { describeWithPython } from '../kernels/withPython.js';
import { ROOT, runCli } from '../cli/runCli.js';

/** A command as a document shows it, and what it shows of its output. */
interface Snippet {
  readonly document: string;
  readonly command: string;
  readonly output: readonly string[];
}

const documents = [
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(ROOT, 'docs')).map((name) => join('docs', name)),
];

/** Blocks of commands, one a line; or one command after a `$` with its output; or a command within a sentence. */
function snippetsOf(document: string): readonly Snippet[] {
  const lines = readFileSync(join(ROOT, document), 'utf8').split('\n');
  return lines.flatMap((line, at) => {
    const inline = [...line.matchAll(/`npx skewfuzz ([^`]+)`/g)].map(([, command = '']) => command);
    const [, dollar, command] = /^ {4}(\$ )?npx skewfuzz (.*?)(?: +#.*)?$/.exec(line) ?? [];
    const end = lines.findIndex((other, index) => index > at && other !== '' && !other.startsWith('    '));
    const output = dollar === undefined ? [] : lines.slice(at + 1, end).map((other) => other.slice(4));
    return [...(command === undefined ? [] : [command]), ...inline].map((text) => ({
      document,
      command: text,
      output,
    }));
  });
}

/** Counts and times differ from machine to machine; words do not. */
function worded(line: string): string {
  return line
    .replaceAll(/\d[\d,.]*/g, '0')
    .replaceAll(/ +/g, ' ')
    .trim();
}

const snippets = documents.flatMap(snippetsOf);
let folder = '';

describeWithPython('the commands in the documents', () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'skewfuzz-documents-'));
    cpSync(join(ROOT, 'corpus'), join(folder, 'corpus'), { recursive: true });
    symlinkSync(join(ROOT, 'dist'), join(folder, 'dist'));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('are found', () => {
    expect(snippets.length).toBeGreaterThan(8);
    expect(snippets.filter(({ output }) => output.length > 0).length).toBe(9);
  });

  it.each(snippets.map((snippet) => [snippet.document, snippet.command, snippet] as const))(
    '%s: %s',
    async (_document, command, { output }) => {
      const args = splitCommand(command);
      const isLong = args[0] === 'run' && !args.includes('--max-time') && !args.includes('--runs');
      const { code, stdout, stderr } = await runCli(isLong ? [...args, '--max-time', '2s'] : args, folder);
      expect([0, 1, 2], stdout + stderr).toContain(code);
      const printed = `${stderr}\n${stdout}`.split('\n').map(worded);
      for (const line of output.map(worded).filter((text) => text !== '...' && text !== '')) {
        expect(printed).toContain(line);
      }
    },
    300_000,
  );
});
