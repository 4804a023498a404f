import { describe, expect, it } from 'vitest';
import { ASSISTANT_TOOLS, inputSchemaOf } from '../../../src/core/assistant/catalog';
import type { ToolOutput } from '../../../src/core/assistant/tool';
import { runFolderOf, runPlace } from '../../../src/core/assistant/workspace';
import { AbortSource } from '../../../src/core/search/abort';
import { fakeRun } from '../../support/fake-run';
import { FakeWorkspace } from '../../support/fake-workspace';

const OLD = { folder: '.nas/digits/2026-01-01-120000', events: fakeRun({ trials: 30, failEvery: 10 }) };
const NEW = {
  folder: '.nas/digits/2026-01-02-120000',
  events: fakeRun({ trials: 12, seed: 2, running: 2, budget: 20 }),
};
const OTHER = { folder: 'vision/.nas/cells/2026-01-01-120000', events: fakeRun({ trials: 5 }) };
const DIGITS = JSON.stringify({
  task: { kind: 'image-classification', dataset: 'digits' },
  space: { kind: 'mlp' },
  strategy: { kind: 'random' },
  estimator: { kind: 'training' },
  budget: { trials: 7 },
});

describe('every tool', () => {
  it('is called nas_verb_noun, once', () => {
    const names = ASSISTANT_TOOLS.map(({ name }) => name);
    expect(names.filter((name) => !/^nas(_[a-z]+){2,3}$/.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('describes itself and each part of its input', () => {
    for (const tool of ASSISTANT_TOOLS) {
      expect(tool.description.length).toBeGreaterThan(60);
      const { properties } = inputSchemaOf(tool) as { properties: Record<string, { description?: string }> };
      const mute = Object.entries(properties).filter(([, { description }]) => description === undefined);
      expect(mute).toEqual([]);
    }
  });

  it('asks before it does anything but read, and needs trust exactly then', async () => {
    const workspace = new FakeWorkspace([{ ...NEW, owner: 'here' }], { 'digits.nas.json': DIGITS });
    for (const tool of ASSISTANT_TOOLS) {
      expect(tool.needsTrust).toBe(tool.effect !== 'read');
      if (tool.effect === 'read') continue;
      const input = tool.name === 'nas_start_run' ? { path: 'digits.nas.json' } : { run: 'digits' };
      expect((await tool.confirm(input, workspace))?.title).toMatch(/\?$/);
    }
    expect(workspace.orders).toEqual([]);
  });

  it('refuses what it does not know, by name', async () => {
    await expect(call('nas_read_run', { runn: 'digits' })).rejects.toThrow(/input\.runn: /);
  });
});

describe('a run', () => {
  it('is named by its id, by the end of it, or by its experiment for the newest', async () => {
    const read = async (run?: string) =>
      (await call('nas_read_run', run === undefined ? {} : { run })).data['run'];
    expect(await read('digits/2026-01-01-120000')).toBe('digits/2026-01-01-120000');
    expect(await read('.nas/digits/2026-01-01-120000')).toBe('digits/2026-01-01-120000');
    expect(await read('cells/2026-01-01-120000')).toBe('vision/cells/2026-01-01-120000');
    expect(await read('digits')).toBe('digits/2026-01-02-120000');
    expect(await read('digits.nas.json')).toBe('digits/2026-01-02-120000');
    expect(await read()).toBe('digits/2026-01-02-120000');
  });

  it('that is not there is answered with those that are', async () => {
    expect(String(await rejected('nas_read_run', { run: 'letters' }))).toBe(
      'run: there is no run "letters"; the newest are digits/2026-01-02-120000, digits/2026-01-01-120000, vision/cells/2026-01-01-120000',
    );
    expect(String(await rejected('nas_read_run', { run: '2026-01-01-120000' }))).toMatch(
      /give the whole id$/,
    );
  });

  it('keeps its folder through its name', () => {
    for (const { folder } of [OLD, OTHER]) expect(runFolderOf(runPlace(folder))).toBe(folder);
  });
});

describe('nas_list_runs', () => {
  it('lists runs from the newest on, says how they stand, and how to see more', async () => {
    const { text, data } = await call('nas_list_runs', { limit: 2 });
    expect(data['runs']).toMatchObject([
      { run: 'digits/2026-01-02-120000', condition: 'interrupted' },
      { run: 'digits/2026-01-01-120000' },
    ]);
    expect(text).toContain('2 of 3, from 0; ask with offset 2 for more');
  });
});

describe('nas_read_run', () => {
  it('tells status, progress, budget, aims, best and front', async () => {
    const { text, data } = await call('nas_read_run', { run: 'digits', trials: 'none' });
    expect(text).toMatch(
      /^Run digits\/2026-01-02-120000: interrupted, no process works on it: it can be resumed\./,
    );
    expect(text).toContain('10 of 20 trials ended, 2 unfinished');
    expect(text).toContain('Objectives: maximize valAccuracy, minimize macs.');
    expect(text).toContain('Constraints: paramCount at most 30,000.');
    expect(text).toMatch(/Best: trial \d+, Validation accuracy [\d.]+ %/);
    expect(data).toMatchObject({ owner: 'nobody', nTrials: 0, trials: [] });
  });

  it('groups failures that differ in numbers only', async () => {
    const { text } = await call('nas_read_run', { run: 'digits/2026-01-01-120000' });
    expect(text).toContain(
      'Failed, 3 of diverged: the loss is not a number after epoch 2 (trials 9, 19, 29).',
    );
  });

  it('puts the best first, and says what it left out', async () => {
    const { data, text } = await call('nas_read_run', {
      run: 'digits/2026-01-01-120000',
      limit: 4,
      offset: 2,
    });
    const all = await call('nas_read_run', { run: 'digits/2026-01-01-120000', limit: 100 });
    const numbers = (output: ToolOutput) =>
      (output.data['trials'] as { trial: number }[]).map(({ trial }) => trial);
    expect(numbers({ text, data })).toEqual(numbers(all).slice(2, 6));
    expect(numbers(all)[0]).toBe((all.data['best'] as { trial: number }).trial);
    expect(text).toContain('(measured; 4 of 27, from 2; ask with offset 6 for more)');
  });

  it('shows what was read of a journal that is broken, and says so', async () => {
    const workspace = new FakeWorkspace([{ ...OLD, problem: 'line 9: expected JSON' }]);
    const { text } = await call('nas_read_run', {}, workspace);
    expect(text).toMatch(/unreadable: line 9: expected JSON/);
  });
});

describe('nas_read_trial', () => {
  it('tells metrics with their meaning, lineage and the learning curve', async () => {
    const { text, data } = await call('nas_read_trial', { run: 'digits/2026-01-01-120000', trial: 12 });
    expect(text).toMatch(/- valAccuracy: [\d.]+ % \(Validation accuracy, better when higher: Share of/);
    expect(text).toMatch(/^Origin: mutation of trial \d+; the strategy says tournament 5/m);
    expect(data).toMatchObject({ trial: 12, nEpochs: 4 });
    expect((data['ancestors'] as number[]).length).toBeGreaterThan(0);
  });

  it('that is not there is answered with those that are', async () => {
    expect(String(await rejected('nas_read_trial', { run: 'cells', trial: 5 }))).toBe(
      'trial: the run vision/cells/2026-01-01-120000 has no trial 5: it has trials 0 to 4',
    );
  });
});

describe('nas_compare_runs', () => {
  it('tells what differs, and that chance may', async () => {
    const { text, data } = await call('nas_compare_runs', { runs: ['digits', 'digits/2026-01-01-120000'] });
    expect(data['differences']).toEqual([
      { key: 'budget.trials', values: [20, 30] },
      { key: 'seed', values: [2, 1] },
    ]);
    expect(data['sameObjectives']).toBe(true);
    expect(text).toContain('may be chance');
  });

  it('reads only comparisons that there are, and of this version', async () => {
    const path = '.nas/compare/digits/comparison.json';
    const workspace = new FakeWorkspace([], { [path]: '{"format":"nas-comparison","version":2}' });
    expect(String(await rejected('nas_compare_runs', { comparison: 'passwords' }, workspace))).toContain(
      `there are ${path}`,
    );
    expect(String(await rejected('nas_compare_runs', { comparison: path }, workspace))).toContain(
      'expected a comparison of this version',
    );
  });
});

describe('nas_validate_experiment', () => {
  it('gives each problem its place and what would mend it', async () => {
    const text = '{\n  "space": { "kind": "mlpp" },\n  "estimator": { "kind": "training" }\n}';
    const output = await call('nas_validate_experiment', { text });
    expect(output.data['valid']).toBe(false);
    expect(output.text).toContain('- line 2, column 22, error: space.kind: expected');
    expect(output.text).toContain('fix: Change to "mlp"');
  });

  it('looks at the data only when it is asked to', async () => {
    const workspace = new FakeWorkspace([], { 'broken.nas.json': DIGITS });
    const plain = await call('nas_validate_experiment', { path: 'broken.nas.json' }, workspace);
    expect(plain.data['valid']).toBe(true);
    const deep = await call(
      'nas_validate_experiment',
      { path: 'broken.nas.json', checkData: true },
      workspace,
    );
    expect(deep.data).toMatchObject({ valid: false, dataProblem: 'task.dataset: there is no such file' });
  });
});

describe('nas_describe_architecture', () => {
  const CELL =
    '|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|';

  it('gives the published size of a NAS-Bench-201 cell without a run', async () => {
    const { data } = await call('nas_describe_architecture', { notation: CELL });
    // Table of the benchmark: the largest network has 1.531546 million weights.
    expect(data['paramCount']).toBe(1_531_546);
  });

  it('gives layers of a trial, and code when it is asked for', async () => {
    const { text, data } = await call('nas_describe_architecture', {
      run: 'digits',
      trial: 0,
      code: 'pytorch',
      limit: 3,
    });
    expect(text).toMatch(/Layers \(3 of \d+, from 0; ask with offset 3 for more\):\n- \w+: input/);
    expect(data['code']).toContain('import torch');
  });

  it('says where a notation or JSON is wrong', async () => {
    expect(String(await rejected('nas_describe_architecture', { notation: '|conv~0|' }))).toMatch(
      /^notation\.character 2/,
    );
    expect(String(await rejected('nas_describe_architecture', { json: '{' }))).toMatch(/^json\.line 1/);
    expect(String(await rejected('nas_describe_architecture', {}))).toContain(
      'exactly one of trial, notation and json',
    );
  });
});

it('nas_explain_space tells knobs, sizes, samples and doubts', async () => {
  const workspace = new FakeWorkspace([], { 'digits.nas.json': DIGITS });
  const { text } = await call('nas_explain_space', { path: 'digits.nas.json' }, workspace);
  expect(text).toContain('15,625 encodings, 6,466 distinct architectures.');
  expect(text).toMatch(/^Weights of 300 sampled candidates: [\d,]+ to [\d,]+, median [\d,]+\.$/m);
  expect(text).toContain('Warning, budget.trials: too few.');
  expect(text).toContain('Warning: nobody looked at the data.');
});

describe('what acts', () => {
  it('starts an experiment that can run, and no other', async () => {
    const workspace = new FakeWorkspace([], { 'digits.nas.json': DIGITS, 'wrong.nas.json': '{}' });
    expect((await call('nas_start_run', { path: 'digits.nas.json' }, workspace)).data).toEqual({
      run: 'digits/2026-02-02-000000',
    });
    expect(String(await rejected('nas_start_run', { path: 'wrong.nas.json' }, workspace))).toContain(
      'nas_validate_experiment lists what to mend',
    );
    expect(workspace.orders).toEqual(['start digits.nas.json']);
  });

  it.each([
    { owner: 'elsewhere', tool: 'nas_stop_run', says: 'it can be stopped there only' },
    { owner: 'nobody', tool: 'nas_stop_run', says: 'the run is interrupted, so it cannot be stopped' },
    { owner: 'nobody', tool: 'nas_pause_run', says: 'the run is interrupted, so it cannot be paused' },
    { owner: 'here', tool: 'nas_resume_run', says: 'a process already works on it' },
  ] as const)('$tool leaves a run of $owner alone', async ({ owner, tool, says }) => {
    const workspace = new FakeWorkspace([{ ...NEW, owner }]);
    expect(String(await rejected(tool, { run: 'digits' }, workspace))).toContain(says);
    expect(workspace.orders).toEqual([]);
  });

  it('resumes a spent budget only with a larger one', async () => {
    const ended = {
      type: 'run-ended',
      at: 1_760_000_200_000,
      reason: 'budget',
      message: '30 trials',
    } as const;
    const workspace = new FakeWorkspace([{ ...OLD, events: [...OLD.events, ended] }]);
    expect(String(await rejected('nas_resume_run', { run: 'digits' }, workspace))).toContain(
      'the budget is spent after 30 trials',
    );
    expect(String(await rejected('nas_resume_run', { run: 'digits', trials: 30 }, workspace))).toContain(
      'expected more than the 30',
    );
    await call('nas_resume_run', { run: 'digits', trials: 60 }, workspace);
    expect(workspace.orders).toEqual(['resume digits/2026-01-01-120000 60']);
  });
});

describe('nas_wait_for_run', () => {
  it('waits for trials, telling how far it is', async () => {
    const run = { ...NEW, owner: 'here' as const };
    const workspace = new FakeWorkspace([run]);
    let n = 12;
    workspace.whileWaiting = () => {
      n += 1;
      workspace.runFiles[0] = { ...run, events: fakeRun({ trials: n, seed: 2, running: 2, budget: 20 }) };
    };
    const told: number[] = [];
    const { data } = await call('nas_wait_for_run', { newTrials: 3 }, workspace, (done) => told.push(done));
    expect(data).toMatchObject({ isOver: true, progress: { done: 13 } });
    expect(told).toEqual([10, 11, 12]);
  });

  it('ends when the time is up or nobody wants to know any more', async () => {
    const workspace = new FakeWorkspace([{ ...NEW, owner: 'here' }]);
    const { text, data } = await call('nas_wait_for_run', { seconds: 3 }, workspace);
    expect(data['isOver']).toBe(false);
    expect(text).toContain('3 seconds are over and it goes on');
    const abort = new AbortSource();
    workspace.whileWaiting = () => abort.abort();
    const tool = ASSISTANT_TOOLS.find(({ name }) => name === 'nas_wait_for_run')!;
    const waiting = tool.run({}, { workspace, signal: abort, progress: () => undefined });
    await expect(waiting).rejects.toThrow('waiting was cancelled; the run goes on');
  });
});

function call(
  name: string,
  input: object,
  workspace = new FakeWorkspace([OLD, OTHER, NEW]),
  progress: (done: number) => void = () => undefined,
): Promise<ToolOutput> {
  const tool = ASSISTANT_TOOLS.find((one) => one.name === name)!;
  return tool.run(input, { workspace, signal: new AbortSource(), progress });
}

async function rejected(name: string, input: object, workspace?: FakeWorkspace): Promise<unknown> {
  return call(name, input, workspace).then(
    () => 'it was answered',
    (error: unknown) => (error instanceof Error ? error.message : error),
  );
}
