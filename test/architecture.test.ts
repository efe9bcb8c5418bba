import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const SOURCE = join(ROOT, 'src');
const TYPES_ONLY: Readonly<Record<string, readonly string[]>> = {
  corpus: ['oracles'],
  report: ['history', 'wire', 'oracles', 'compat'],
  history: ['wire', 'schema'],
};

interface Row {
  readonly rooms: readonly string[];
  readonly packages: readonly string[];
}

interface Import {
  readonly file: string;
  readonly specifier: string;
  readonly typeOnly: boolean;
}

describe('architecture', () => {
  const table = readTable();
  const imports = listFiles(SOURCE).flatMap(readImports);

  it('has a row for every room, and a room for every row', () => {
    const rooms = readdirSync(SOURCE, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(rooms.map(({ name }) => name).toSorted()).toEqual([...table.keys()].toSorted());
  });

  it('has only the arrows of the table', () => {
    expect(imports.flatMap((found) => strangeArrow(found, table))).toEqual([]);
  });

  it('uses only the packages of the table', () => {
    expect(imports.flatMap((found) => strangePackage(found, table))).toEqual([]);
  });

  it('fits on a page', () => {
    expect(
      readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8').trimEnd().split('\n').length,
    ).toBeLessThanOrEqual(60);
  });

  it('would notice a strange arrow, a strange package and a way past the front door', () => {
    const file = join(SOURCE, 'wire', 'x.ts');
    const from = (specifier: string): Import => ({ file, specifier, typeOnly: false });
    expect(strangeArrow(from('../runner/index.js'), table)).toHaveLength(1);
    expect(strangeArrow(from('../schema/types.js'), table)).toHaveLength(1);
    expect(strangePackage(from('zeromq'), table)).toHaveLength(1);
    expect(strangeArrow(from('../schema/index.js'), table)).toEqual([]);
  });
});

function readTable(): ReadonlyMap<string, Row> {
  const rows = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8').matchAll(
    /^\| (\w+) +\|[^|]*\| ([^|]*) \| ([^|]*) \|$/gm,
  );
  return new Map(
    [...rows]
      .filter(([, room]) => room !== 'room')
      .map(([, room = '', rooms = '', packages = '']) => [
        room,
        { rooms: names(rooms), packages: names(packages) },
      ]),
  );
}

function names(cell: string): readonly string[] {
  return cell.trim() === '-' ? [] : cell.split(',').map((name) => name.trim());
}

function listFiles(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return listFiles(path);
    return path.endsWith('.ts') ? [path] : [];
  });
}

function readImports(file: string): readonly Import[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/^(?:import|export)(\s+type)?\s[^;]*?from\s+'([^']+)'/gms)].map(
    ([, type, specifier]) => ({
      file,
      specifier: specifier ?? '',
      typeOnly: type !== undefined,
    }),
  );
}

function roomOf(path: string): string | null {
  const [room, ...rest] = relative(SOURCE, path).split('/');
  return rest.length === 0 ? null : (room ?? null);
}

function strangeArrow(
  { file, specifier, typeOnly }: Import,
  table: ReadonlyMap<string, Row>,
): readonly string[] {
  const from = roomOf(file);
  if (from === null || !specifier.startsWith('.')) return [];
  const target = resolve(dirname(file), specifier);
  const to = roomOf(target);
  const where = `${relative(ROOT, file)} imports ${specifier}`;
  if (to === from) return [];
  if (to === null) return [`${where}: nothing imports the front door of the package`];
  if (!(table.get(from)?.rooms ?? []).includes(to)) return [`${where}: ${from} may not import ${to}`];
  if (relative(join(SOURCE, to), target) !== 'index.js')
    return [`${where}: rooms are entered through index.js`];
  if (!typeOnly && TYPES_ONLY[from]?.includes(to) === true)
    return [`${where}: ${from} may take only types from ${to}`];
  return [];
}

function strangePackage({ file, specifier }: Import, table: ReadonlyMap<string, Row>): readonly string[] {
  const from = roomOf(file);
  if (from === null || specifier.startsWith('.') || specifier.startsWith('node:')) return [];
  if (table.get(from)?.packages.includes(specifier) === true) return [];
  return [`${relative(ROOT, file)} imports ${specifier}: not a package of ${from}`];
}
