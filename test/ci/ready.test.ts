import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateWorkflow } from '@action-validator/core';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { readConfig } from '../../src/config/index.js';
import { program } from '../../src/cli/program.js';
import { ROOT } from '../cli/runCli.js';

const WORKFLOWS = join(ROOT, '.github/workflows');
const JOB = join(ROOT, 'ci/kubernetes/nightly-job.yaml');
const workflows = readdirSync(WORKFLOWS);

/** What is called of skewfuzz in a file: its words, up to the end of the command. */
function callsIn(text: string): readonly (readonly string[])[] {
  const joined = text.replaceAll(/\\\n\s*/g, ' ').replaceAll(/\n\s+--/g, ' --');
  const calls = joined.matchAll(/(?:dist\/cli\/main\.js|skewfuzz@[\d.]+) ([^\n|]+)/g);
  return [...calls].map(([, call = '']) => call.trim().split(/\s+/));
}

describe('the workflows', () => {
  it.each(workflows)('%s holds to the published schema', (name) => {
    expect(validateWorkflow(readFileSync(join(WORKFLOWS, name), 'utf8')).errors).toEqual([]);
  });

  it('are really validated', () => {
    const wrong = readFileSync(join(WORKFLOWS, 'nightly.yml'), 'utf8').replace('runs-on:', 'runs-in:');
    expect(validateWorkflow(wrong).errors).not.toEqual([]);
  });

  it('use a config that is valid', async () => {
    expect((await readConfig(join(ROOT, 'ci/skewfuzz.config.ts'))).targets.length).toBeGreaterThan(0);
  });
});

describe('what is called in CI', () => {
  const files = [...workflows.map((name) => join(WORKFLOWS, name)), JOB];
  const calls = files.flatMap((file) => callsIn(readFileSync(file, 'utf8')));

  it('is found', () => {
    expect(calls.map(([command]) => command)).toEqual(
      expect.arrayContaining(['nightly', 'corpus', 'report']),
    );
  });

  it.each(calls)('skewfuzz %s %s … has only flags that there are', (...call) => {
    const [first = '', second = ''] = call;
    const command = program().commands.find((one) => one.name() === first);
    const own = command?.commands.find((one) => one.name() === second) ?? command;
    const flags = own?.options.map(({ long }) => long) ?? [];
    for (const word of call.filter((one) => one.startsWith('--'))) expect(flags).toContain(word);
  });
});

/** There is no small package with Kubernetes' own schema: these are the fields that the job rests on. */
describe('the Kubernetes job', () => {
  const documents = parseAllDocuments(readFileSync(JOB, 'utf8'), { strict: true, uniqueKeys: true });

  it('is YAML, with a claim, the shards and the merge', () => {
    expect(documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
    expect(documents.map((document) => document.getIn(['kind']))).toEqual([
      'PersistentVolumeClaim',
      'Job',
      'Job',
    ]);
  });

  it('is an Indexed Job: as many shards as it tells each of, and as many at once', () => {
    const [, shards] = documents;
    expect(shards?.toJS()).toMatchObject({
      apiVersion: 'batch/v1',
      spec: {
        completionMode: 'Indexed',
        completions: 4,
        parallelism: 4,
        template: { spec: { restartPolicy: 'Never' } },
      },
    });
    expect(String(shards?.getIn(['spec', 'template', 'spec', 'containers', 0, 'args', 0]))).toContain(
      '--shard "$((JOB_COMPLETION_INDEX + 1))/4"',
    );
  });

  it('mounts only volumes that it has, of the claim that there is', () => {
    const claim = documents[0]?.getIn(['metadata', 'name']);
    for (const job of documents.slice(1)) {
      const spec = ['spec', 'template', 'spec'];
      const volumes = namesIn(job.toJS(), [...spec, 'volumes']);
      for (const name of namesIn(job.toJS(), [...spec, 'containers', 0, 'volumeMounts'])) {
        expect(volumes).toContain(name);
      }
      expect(job.getIn([...spec, 'volumes', 0, 'persistentVolumeClaim', 'claimName'])).toBe(claim);
    }
  });
});

/** The names of the items of a list. */
function namesIn(document: unknown, path: readonly (string | number)[]): readonly unknown[] {
  const list = path.reduce<unknown>(at, document);
  return Array.isArray(list) ? list.map((item: unknown) => at(item, 'name')) : [];
}

function at(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
