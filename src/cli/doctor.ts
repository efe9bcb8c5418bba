import { execFile } from 'node:child_process';
import { access, constants, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { cacheFolder, findPython, NEWEST_MARIMO } from '../kernels/index.js';
import { doctorTable, type DoctorRow } from '../report/index.js';
import { EXIT_ERROR } from './exitCodes.js';
import { committedSchemas } from './schemas.js';
import type { Terminal } from './terminal.js';
import { skewfuzzVersion } from '../runner/index.js';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const NODE_MIN = [20, 19] as const;
const TOOL_MS = 20_000;

/** `skewfuzz doctor`: the exit code, 3 when something that is needed is missing. */
export async function doctor(terminal: Terminal): Promise<number> {
  const rows = [
    ok('skewfuzz', skewfuzzVersion()),
    nodeRow(),
    addonRow('zeromq', 'Install the packages again: npm ci'),
    schemasRow(),
    ...(await pythonRows()),
    await cacheRow(),
    await toolRow('uv', ['--version'], 'Makes environments for marimo faster; without it, venv and pip do.'),
    await toolRow(
      'setpriv',
      ['--version'],
      'Linux only (util-linux): ends a busy kernel at once when the host is killed.',
    ),
  ];
  terminal.print(doctorTable(rows, { colour: terminal.colour }));
  return rows.some(({ state }) => state === 'missing') ? EXIT_ERROR : 0;
}

function ok(name: string, found: string): DoctorRow {
  return { state: 'ok', name, found, todo: null };
}

function nodeRow(): DoctorRow {
  const { node } = process.versions;
  const [major = 0, minor = 0] = node.split('.').map(Number);
  const enough = major > NODE_MIN[0] || (major === NODE_MIN[0] && minor >= NODE_MIN[1]);
  return enough
    ? ok('node', node)
    : { state: 'missing', name: 'node', found: node, todo: `Install Node ${NODE_MIN.join('.')} or newer.` };
}

function addonRow(name: string, todo: string): DoctorRow {
  try {
    require(name);
    return ok(name, 'loads');
  } catch (error) {
    return { state: 'missing', name, found: reason(error), todo };
  }
}

function schemasRow(): DoctorRow {
  try {
    const schemas = committedSchemas();
    return ok('schemas', `marimo ${schemas.map(({ release }) => release).join(', ')}`);
  } catch (error) {
    return { state: 'missing', name: 'schemas', found: reason(error), todo: 'Install skewfuzz again.' };
  }
}

/** Python is needed for typed-echo and marimo, not for the echo kernel. */
async function pythonRows(): Promise<readonly DoctorRow[]> {
  try {
    const python = await findPython();
    return [ok('python', `${python.version} (${python.file})`), await venvRow(python.file)];
  } catch (error) {
    return [{ state: 'missing', name: 'python', found: 'none', todo: reason(error) }];
  }
}

async function venvRow(python: string): Promise<DoctorRow> {
  try {
    await run(python, ['-c', 'import venv, ensurepip'], { timeout: TOOL_MS });
    return ok('venv', `there, for marimo ${NEWEST_MARIMO}`);
  } catch (error) {
    const todo = 'Install the venv module of this Python (on Debian: python3-venv), or uv.';
    return { state: 'missing', name: 'venv', found: reason(error), todo };
  }
}

async function cacheRow(): Promise<DoctorRow> {
  const folder = cacheFolder();
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    return ok('cache', folder);
  } catch (error) {
    const todo = 'Set SKEWFUZZ_CACHE to a folder that can be written.';
    return { state: 'missing', name: 'cache', found: reason(error), todo };
  }
}

async function toolRow(name: string, args: readonly string[], why: string): Promise<DoctorRow> {
  try {
    const { stdout } = await run(name, args, { timeout: TOOL_MS });
    return ok(name, stdout.trim());
  } catch {
    return { state: 'optional', name, found: 'not on the PATH', todo: why };
  }
}

function reason(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
