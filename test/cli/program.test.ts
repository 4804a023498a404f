import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/core/estimator/dataset';
import { readExperiment } from '../../src/core/experiment/read-experiment';
import { TEMPLATE_SOURCES } from '../../src/core/experiment/template-sources';
import { loadDataset } from '../../src/dataset/load';
import { acquireLease } from '../../src/worker/lease';
import { runsOf } from '../../src/worker/run-folder';
import { folderWith } from '../support/folder';
import { buildPrograms } from '../worker/support/programs';
import type { Programs } from '../worker/support/programs';
import { fill, smallDisk } from '../worker/support/small-disk';
import { journalOf, tableExperiment, trainingExperiment } from '../worker/support/searches';
import { ran } from './support';
import { start } from '../tensor/backends';
import { predictWithLayers } from '../tensor/predict-with-layers';

let programs: Programs;
beforeAll(async () => {
  programs = await buildPrograms('evaluator');
});
afterAll(() => {
  programs.remove();
});

const evaluator = () => ({ evaluatorEntry: programs.path('evaluator') });

describe('nas-workbench run', () => {
  it('ends with the best candidates, the front, the test accuracy, the folder and what to do next, in 80 columns', async () => {
    const { folder, file } = trainingExperiment();
    const { code, out, err } = await ran(folder, ['run', 'search.nas.json'], evaluator());
    expect({ code, err }).toEqual({ code: 0, err: [] });
    const run = path.relative(folder, runsOf(file)[0]!.root);
    const text = out.join('\n');
    expect(text).toMatch(
      /^8\/8 {2}trial 7 {2}valAccuracy \d+\.\d\d % {2}paramCount [\d,]+( {2}best so far)?$/m,
    );
    expect(text).toMatch(/^Best candidates of 8$/m);
    expect(text).toMatch(/^Pareto front \(\d+\)$/m);
    expect(text).toMatch(/^Chosen {6}trial \d+, validation accuracy \d+\.\d\d %$/m);
    expect(text).toMatch(
      /^Tested {6}test accuracy \d+\.\d\d % \(test data is used once, after the search\)$/m,
    );
    expect(out.slice(-2)).toEqual([`Run folder  ${run}`, `Next        nas-workbench export ${run}`]);
    expect(out.filter((line) => line.length > 80)).toEqual([]);
  });

  it('prints the journal and a summary with --json', async () => {
    const { folder, file } = tableExperiment({ budget: { trials: 30 } });
    const { code, out } = await ran(folder, ['run', file, '--json']);
    const lines = out.map((line) => JSON.parse(line) as { type: string });
    const { root } = runsOf(file)[0]!;
    expect(code).toBe(0);
    expect(lines.slice(0, -1)).toEqual(journalOf(root));
    expect(lines.at(-1)).toMatchObject({
      type: 'summary',
      runFolder: root,
      condition: 'ended',
      reason: 'budget',
      trials: { ended: 30, measured: 30, failed: 0 },
    });
  });

  it('takes seed, trials, backend and evaluators from the command line', async () => {
    const { folder, file } = tableExperiment();
    await ran(folder, ['run', file, '--seed', '5', '--trials', '7', '--backend', 'cpu', '--evaluators', '3']);
    expect(journalOf(runsOf(file)[0]!.root)[0]).toMatchObject({
      seed: 5,
      experiment: { seed: 5, budget: { trials: 7 }, execution: { backend: 'cpu', evaluators: 3 } },
    });
  });

  it('waits for space on a full disk, saying so once, and then goes on', async () => {
    const disk = smallDisk();
    if (disk === undefined) return;
    const { file } = tableExperiment({ budget: { trials: 300 } }, disk);
    const filler = path.join(disk, 'filler');
    fill(filler, 40 * 1024);
    const said: string[] = [];
    const { code } = await ran(disk, ['run', file], {
      err: (text) => {
        said.push(text);
        rmSync(filler, { force: true });
      },
    });
    expect(said).toEqual([
      expect.stringMatching(/^nas-workbench: the journal cannot be written: .*ENOSPC.*; free some space/),
    ]);
    expect(code).toBe(0);
    expect(journalOf(runsOf(file)[0]!.root).filter(({ type }) => type === 'trial-measured')).toHaveLength(
      300,
    );
  });

  it('prints problems with their places and writes nothing', async () => {
    const folder = folderWith({ 'a.nas.json': '{\n  "spice": 1\n}' });
    const { code, err } = await ran(folder, ['run', 'a.nas.json']);
    expect(code).toBe(2);
    expect(err.some((line) => /^a\.nas\.json:2:3: error: spice: /.test(line))).toBe(true);
    expect(readdirSync(folder)).toEqual(['a.nas.json']);
  });
});

describe('nas-workbench resume, list and show', () => {
  it('resumes with more trials, lists and shows the run', async () => {
    const { folder, file } = tableExperiment({ budget: { trials: 10 } });
    await ran(folder, ['run', file]);
    const run = runsOf(file)[0]!;
    expect((await ran(folder, ['resume', run.root, '--trials', '15'])).code).toBe(0);
    const list = await ran(folder, ['list']);
    expect(list.out[0]).toBe('state           measured  best  run');
    expect(list.out[1]).toMatch(
      new RegExp(`^ended \\(budget\\) {8}15 {2}\\S+ {2}\\.nas/search/${run.runId}$`),
    );
    expect(JSON.parse((await ran(folder, ['list', '--json'])).out[0]!)).toMatchObject([
      { runId: run.runId, condition: 'ended', trials: { measured: 15 } },
    ]);
    const show = await ran(folder, ['show', run.root]);
    expect(show.out[0]).toMatch(/^search, run .*: ended: /);
    const json = JSON.parse((await ran(folder, ['show', run.root, '--json'])).out[0]!) as {
      allTrials: unknown[];
    };
    expect(json.allTrials).toHaveLength(15);
  });

  it('refuses a run that is owned with exit code 4, and shows one that nobody owns as interrupted', async () => {
    const { folder, file } = tableExperiment({ budget: { trials: 10 } });
    await ran(folder, ['run', file]);
    const { root, journal } = runsOf(file)[0]!;
    const lines = readFileSync(journal, 'utf8').trimEnd().split('\n');
    writeFileSync(journal, `${lines.slice(0, -3).join('\n')}\n{"type":"trial-as`);
    expect((await ran(folder, ['show', root])).out[0]).toMatch(/: interrupted$/);
    const lease = acquireLease(root);
    expect((await ran(folder, ['show', root])).out[0]).toMatch(/: running$/);
    const refused = await ran(folder, ['resume', root]);
    expect(refused.code).toBe(4);
    expect(refused.err).toEqual([
      expect.stringMatching(/^nas-workbench: the run .* is owned by process \d+ on /),
    ]);
    lease.release();
    expect((await ran(folder, ['resume', root])).code).toBe(0);
  });

  it('lists a run whose journal is broken beside the others', async () => {
    const { folder, file } = tableExperiment({ budget: { trials: 3 } });
    await ran(folder, ['run', file]);
    await ran(folder, ['run', file]);
    writeFileSync(runsOf(file)[0]!.journal, 'no journal\nat all\n');
    const { code, out } = await ran(folder, ['list']);
    expect(code).toBe(0);
    expect(out[1]).toMatch(/^unreadable .*line 1/);
    expect(out[2]).toMatch(/^ended \(budget\)/);
  });

  it('says what to do in a folder without runs', async () => {
    expect(await ran(folderWith({}), ['list'])).toEqual({
      code: 0,
      out: ['No runs here. Start one: nas-workbench run <experiment>'],
      err: [],
    });
  });
});

describe('nas-workbench export', () => {
  it('writes model, architecture and code, and does not overwrite them', async () => {
    const { folder, file } = trainingExperiment();
    await ran(folder, ['run', file], evaluator());
    const { root } = runsOf(file)[0]!;
    const first = await ran(folder, ['export', root, '--out', 'out']);
    expect(first.code).toBe(0);
    expect(readdirSync(path.join(folder, 'out')).sort()).toEqual([
      'architecture.js',
      'architecture.json',
      'architecture_keras.py',
      'architecture_pytorch.py',
      'model',
    ]);
    const second = await ran(folder, ['export', root, '--out', 'out']);
    expect(second).toEqual({
      code: 2,
      out: [],
      err: ['nas-workbench: out: is not empty, and is not overwritten: give another folder with --out'],
    });
  });

  it('writes a model that predicts in stock TensorFlow.js what was measured and tested', async () => {
    const { folder, file } = trainingExperiment();
    await ran(folder, ['run', file], evaluator());
    const { root } = runsOf(file)[0]!;
    await ran(folder, ['export', root, '--out', 'out']);
    const { best, tested } = JSON.parse((await ran(folder, ['show', root, '--json'])).out[0]!) as {
      best: { metrics: Record<string, number> };
      tested: { metrics: Record<string, number> }[];
    };
    await start('cpu');
    const { task, seed } = readExperiment(readFileSync(file, 'utf8')).experiment!;
    const data = await loadDataset(task!, folder, seed);
    const model = path.join(folder, 'out/model');
    expect(await accuracy(model, data, 'validation')).toBeCloseTo(best.metrics['valAccuracy']!, 10);
    expect(await accuracy(model, data, 'test')).toBeCloseTo(tested[0]!.metrics['testAccuracy']!, 10);
  });

  it('offers to train again what was not kept, and does so to the same metrics', async () => {
    const { folder, file } = trainingExperiment({ execution: { evaluators: 1, keepModels: 'none' } });
    await ran(folder, ['run', file], evaluator());
    const { root } = runsOf(file)[0]!;
    const without = await ran(folder, ['export', root, '--code', 'keras', '--out', 'a']);
    expect(without.err).toEqual([
      'nas-workbench: the weights of this trial were not kept (execution.keepModels): add --retrain to train it again with the same seed',
    ]);
    expect(readdirSync(path.join(folder, 'a')).sort()).toEqual([
      'architecture.json',
      'architecture_keras.py',
    ]);
    const { best } = JSON.parse((await ran(folder, ['show', root, '--json'])).out[0]!) as {
      best: { metrics: Record<string, number> };
    };
    const withModel = await ran(folder, ['export', root, '--retrain', '--json', '--out', 'b'], evaluator());
    expect(JSON.parse(withModel.out[0]!)).toMatchObject({
      model: path.join(folder, 'b/model'),
      retrained: { valAccuracy: best.metrics['valAccuracy'], valLoss: best.metrics['valLoss'] },
    });
    expect(existsSync(path.join(folder, 'b/model/model.json'))).toBe(true);
  });

  it('names the trials that there are', async () => {
    const { folder, file } = tableExperiment({ budget: { trials: 3 } });
    await ran(folder, ['run', file]);
    const { code, err } = await ran(folder, ['export', runsOf(file)[0]!.root, '--trial', '9']);
    expect({ code, err }).toEqual({
      code: 2,
      err: ['nas-workbench: --trial: expected a trial of the run, 0 to 2, but got 9'],
    });
  });
});

describe('nas-workbench validate and init', () => {
  it.each(TEMPLATE_SOURCES)(
    'init --task $name writes a file that has no problems and is not overwritten',
    async ({ name: task }) => {
      const folder = folderWith({});
      const first = await ran(folder, ['init', '--task', task]);
      expect(first).toEqual({
        code: 0,
        out: ['Wrote search.nas.json. Next: nas-workbench run search.nas.json'],
        err: [],
      });
      const text = readFileSync(path.join(folder, 'search.nas.json'), 'utf8');
      expect(readExperiment(text).problems).toEqual([]);
      const second = await ran(folder, ['init', '--task', task]);
      expect(second).toMatchObject({ code: 2, out: [] });
      expect(readFileSync(path.join(folder, 'search.nas.json'), 'utf8')).toBe(text);
    },
  );

  it('init refuses a space that does not fit the task', async () => {
    const { code, err } = await ran(folderWith({}), ['init', '--task', 'csv', '--space', 'chain-cnn']);
    expect({ code, err }).toEqual({
      code: 2,
      err: ['nas-workbench: --space: expected one of mlp, cppn, custom for --task csv, but got "chain-cnn"'],
    });
  });

  it('validate accepts the samples', async () => {
    const samples = path.resolve(import.meta.dirname, '../../media/samples');
    const { code, err } = await ran(samples, ['validate', 'digits.nas.json']);
    expect({ code, err }).toEqual({ code: 0, err: [] });
  });

  it('validate gives problems as JSON', async () => {
    const folder = folderWith({ 'a.nas.json': '{\n  "spice": 1\n}' });
    const { code, out } = await ran(folder, ['validate', 'a.nas.json', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(out[0]!)).toContainEqual(
      expect.objectContaining({ line: 2, column: 3, severity: 'error', path: 'spice' }),
    );
  });
});

describe('nas-workbench', () => {
  it.each([
    [['run'], "nas-workbench: missing required argument 'experiment'"],
    [['fly'], "nas-workbench: unknown command 'fly'"],
    [['run', 'x.nas.json', '--trials', '0'], /^nas-workbench: option '--trials <n>' argument '0' is invalid/],
    [['run', 'x.nas.json'], /^nas-workbench: .*x\.nas\.json: there is no such file$/],
    [['show', 'x'], /^nas-workbench: .*x: expected a run folder with a journal: /],
    [['list', 'x'], 'nas-workbench: x: there is no such folder'],
  ])('%j is one line on standard error and exit code 2', async (args, line) => {
    const { code, out, err } = await ran(folderWith({}), args);
    expect({ code, out }).toEqual({ code: 2, out: [] });
    expect(err).toEqual([expect.stringMatching(line)]);
  });

  it('explains itself and its exit codes', async () => {
    const { code, out } = await ran(folderWith({}), ['--help']);
    expect(code).toBe(0);
    expect(out.filter((line) => /^ {2}(run|resume|list|show|export|validate|init) /.test(line))).toHaveLength(
      7,
    );
    expect(out).toContain('  3  stopped by the user; what was measured is kept');
    expect(out.filter((line) => line.length > 80)).toEqual([]);
  });
});

/** Share of the examples of a part whose class the model in `folder` predicts. */
async function accuracy(folder: string, data: Dataset, part: 'validation' | 'test'): Promise<number> {
  const { x, y, count } = data[part];
  const classes = data.target.names.length;
  const scores = await predictWithLayers(folder, x, data.inputShape);
  const hits = Array.from(y).filter((label, i) => {
    const row = scores.subarray(i * classes, (i + 1) * classes);
    return row.indexOf(Math.max(...row)) === label;
  });
  return hits.length / count;
}
