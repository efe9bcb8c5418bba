import { runTool } from './runTool.js';

const CHECK_MS = 60_000;

/** What marimo asks for, and all that it needs in turn. The last line is a JSON document. */
const QUESTION = `import json, platform
from importlib.metadata import PackageNotFoundError, metadata, requires, version
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
unmet, seen = [], set()
def look(name):
    for text in requires(name) or []:
        need = Requirement(text)
        if need.marker is not None and not need.marker.evaluate({"extra": ""}):
            continue
        plain = f"{need.name}{need.specifier}"
        if plain in seen:
            continue
        seen.add(plain)
        try:
            have = version(need.name)
        except PackageNotFoundError:
            unmet.append({"need": plain, "have": None})
            continue
        if need.specifier.contains(have, prereleases=True):
            look(need.name)
        else:
            unmet.append({"need": plain, "have": have})
look("marimo")
python = metadata("marimo").get("Requires-Python")
fits = python is None or SpecifierSet(python).contains(platform.python_version(), prereleases=True)
print(json.dumps({"python": None if fits else python, "unmet": unmet}))`;

/** What an environment lacks for its marimo. */
export interface Needs {
  /** Which Pythons it asks for, where this is none of them; else null. */
  readonly python: string | null;
  readonly unmet: readonly Need[];
}

export interface Need {
  /** As pip takes it: `jedi<0.20.0,>=0.18.0`. */
  readonly need: string;
  /** The version that is there; null: none. */
  readonly have: string | null;
}

/** What the marimo that this interpreter finds asks for and does not find; null when that cannot be told. */
export async function needsOf(python: string): Promise<Needs | null> {
  const { code, stdout } = await runTool(python, ['-c', QUESTION], CHECK_MS);
  if (code !== 0) return null;
  const needs: Needs = JSON.parse(stdout.split('\n').at(-1) ?? '');
  return needs;
}
