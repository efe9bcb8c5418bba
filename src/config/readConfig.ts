import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createJiti } from 'jiti';
import { z } from 'zod';
import { defineConfig, type Config } from './config.js';
import { ConfigError } from './configError.js';
import { configSchema } from './configSchema.js';
import { placeInModule } from './placeInModule.js';
import { placeOf, placesInJson, type Place } from './placesInJson.js';

const NAMES = ['skewfuzz.config.ts', 'skewfuzz.config.json'] as const;

/** The config file of a folder; null: there is none. @throws ConfigError `invalid` where there are two */
export function findConfig(folder: string): string | null {
  const found = NAMES.filter((name) => existsSync(resolve(folder, name)));
  if (found.length > 1) {
    throw new ConfigError(
      'invalid',
      `Looked for the config: expected one, found ${found.join(' and ')}. Take one away.`,
    );
  }
  return found[0] ?? null;
}

/** How to find the place of what is wrong. `isKey`: the key itself is wrong. */
type PlaceFinder = (path: readonly PropertyKey[], isKey: boolean) => Place | null;

/**
 * Reads a config file: `.json` as data, anything else as a module with a default export.
 *
 * @param path from the working directory, as it is to be told in errors
 * @throws ConfigError
 */
export async function readConfig(path: string): Promise<Config> {
  const text = await textOf(path);
  const { value, place } = path.endsWith('.json') ? parsed(path, text) : await run(path, text);
  const checked = configSchema.safeParse(value);
  if (checked.success) return checked.data;
  const problems = checked.error.issues.flatMap((issue) => lines(issue, value, place, path));
  const more = problems.length > SHOWN ? `\nand ${problems.length - SHOWN} more` : '';
  throw new ConfigError('invalid', `${problems.slice(0, SHOWN).join('\n')}${more}`, checked.error);
}

const SHOWN = 8;

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const came = error instanceof Error ? error.message : String(error);
    throw new ConfigError('missing', `${path}: could not read the config: ${came}. Check the path.`, error);
  }
}

function parsed(path: string, text: string): { readonly value: unknown; readonly place: PlaceFinder } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const came = error instanceof Error ? error.message : String(error);
    const [, position] = /at position (\d+)/u.exec(came) ?? [];
    const place = placeOf(text, position === undefined ? text.length : Number(position));
    throw new ConfigError('invalid', `${placed(path, place)}: it is not JSON: ${came}`, error);
  }
  const places = placesInJson(text);
  const [twice] = places.doubled;
  if (twice !== undefined) {
    throw new ConfigError('invalid', `${placed(path, twice.place)}: ${pathText(twice.path)} is there twice`);
  }
  return { value, place: (where, isKey) => (isKey ? places.keyAt(where) : places.valueAt(where)) };
}

/** Plain TypeScript, run as it is: no build, no loader. */
async function run(
  path: string,
  text: string,
): Promise<{ readonly value: unknown; readonly place: PlaceFinder }> {
  const file = resolve(path);
  const jiti = createJiti(pathToFileURL(file).href, {
    fsCache: false,
    moduleCache: false,
    virtualModules: { skewfuzz: { defineConfig } },
  });
  let value: unknown;
  try {
    value = await jiti.import(file, { default: true });
  } catch (error) {
    throw new ConfigError(
      'unreadable',
      `${path}${placeInError(error, path)}: it could not be run: ${firstLine(error)}`,
      error,
    );
  }
  return {
    value,
    place: (where) => placeInModule(text, where, valueIn(value, where)),
  };
}

/** `:3:7`, where the error says so. */
function placeInError(error: unknown, path: string): string {
  const told = error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : '';
  const name = path.split(/[\\/]/u).at(-1) ?? path;
  const found = told.split('\n').find((line) => line.includes(name) && /:\d+:\d+/u.test(line));
  return /:\d+:\d+/u.exec(found ?? '')?.[0] ?? '';
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}

function lines(issue: z.core.$ZodIssue, value: unknown, place: PlaceFinder, path: string): readonly string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const where = [...issue.path, key];
      return `${placed(path, place(where, true))}: ${pathText(where)}: there is no such setting`;
    });
  }
  const where = issue.path;
  const came = valueIn(value, where);
  const isKey = issue.code === 'invalid_key';
  const got =
    came === undefined
      ? '; it is missing'
      : isKey
        ? ''
        : `; got ${(JSON.stringify(came) ?? typeof came).slice(0, 60)}`;
  return [`${placed(path, place(where, isKey))}: ${pathText(where)}: ${issue.message}${got}`];
}

function placed(path: string, place: Place | null): string {
  return place === null ? path : `${path}:${place.line}:${place.column}`;
}

function pathText(path: readonly PropertyKey[]): string {
  return z.core.toDotPath([...path]) || 'the whole';
}

function valueIn(value: unknown, path: readonly PropertyKey[]): unknown {
  let at: unknown = value;
  for (const part of path) at = typeof at === 'object' && at !== null ? Reflect.get(at, part) : undefined;
  return at;
}
