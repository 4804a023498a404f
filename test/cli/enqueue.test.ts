import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { replay } from '../../src/core/journal/replay';
import { budgetOf } from '../../src/core/journal/query';
import { acquireLease } from '../../src/worker/lease';
import { runsOf } from '../../src/worker/run-folder';
import { journalOf, tableExperiment } from '../worker/support/searches';
import { ran } from './support';

const CELL = '|nor_conv_3x3~0|+|none~0|skip_connect~1|+|avg_pool_3x3~0|nor_conv_1x1~1|none~2|';
const OTHER = '|none~0|+|none~0|skip_connect~1|+|skip_connect~0|nor_conv_1x1~1|none~2|';

describe('nas-workbench enqueue', () => {
  it('has a candidate measured first when the run goes on', async () => {
    const { folder, root, run } = await finishedRun();
    const first = await ran(folder, ['enqueue', run, CELL]);
    expect(first).toEqual({
      code: 0,
      out: [`${CELL} is measured first when the run goes on: nas-workbench resume ${run} --extend +1`],
      err: [],
    });
    const second = await ran(folder, ['enqueue', run, '--trial', '3', '--json']);
    expect(JSON.parse(second.out[0]!)).toMatchObject({ queued: 1, standing: 'budget-spent', ahead: 1 });
    expect((await ran(folder, ['resume', run, '--extend', '+3'])).code).toBe(0);
    const state = replay(journalOf(root));
    expect(budgetOf(state)).toEqual({ trials: 13 });
    expect(state.trials.slice(10).map(({ operator }) => operator)).toEqual(['enqueued', 'rerun', 'sample']);
    expect(state.trials[10]?.architecture).toBe(CELL);
    expect(state.trials[11]?.parents).toEqual([3]);
  });

  it('refuses what is no candidate, is known, or is of a run that a process owns', async () => {
    const { folder, root, run } = await finishedRun();
    const problem = async (...args: string[]) => {
      const { code, err } = await ran(folder, ['enqueue', run, ...args]);
      return `${code} ${err.join(' ')}`;
    };
    expect(await problem('|nor_conv~0|')).toMatch(
      /^2 nas-workbench: expected a candidate of the search space/,
    );
    const { architecture } = replay(journalOf(root)).trials[2]!;
    expect(await problem(architecture)).toMatch(
      /^2 nas-workbench: trial \d+ is the same candidate and was measured/,
    );
    expect(await problem(architecture, '--again')).toBe('0 ');
    expect(await problem()).toBe('2 nas-workbench: expected either a notation or --trial <n>');
    const lease = acquireLease(root);
    expect(await problem(CELL)).toMatch(/^4 nas-workbench: the run .* is owned by process \d+ on/);
    lease.release();
  });
});

describe('nas-workbench dequeue', () => {
  it('lists what waits, and takes one out, which is then not measured', async () => {
    const { folder, root, run } = await finishedRun();
    for (const candidate of [CELL, OTHER]) await ran(folder, ['enqueue', run, candidate]);
    expect((await ran(folder, ['dequeue', run])).out).toEqual([`0  ${CELL}`, `1  ${OTHER}`]);
    expect(await ran(folder, ['dequeue', run, '0'])).toEqual({
      code: 0,
      out: [`${CELL} is not measured; 1 candidate still waits`],
      err: [],
    });
    expect(JSON.parse((await ran(folder, ['dequeue', run, '--json'])).out[0]!)).toEqual([
      { queued: 1, architecture: OTHER },
    ]);
    expect((await ran(folder, ['resume', run, '--extend', '+2'])).code).toBe(0);
    const { trials } = replay(journalOf(root));
    expect(trials[10]?.architecture).toBe(OTHER);
    expect(trials.slice(10).map(({ operator }) => operator)).toEqual(['enqueued', 'sample']);
    // It may be named anew.
    expect((await ran(folder, ['enqueue', run, CELL])).code).toBe(0);
  });

  it('refuses what does not wait, and a run that a process owns', async () => {
    const { folder, root, run } = await finishedRun();
    const problem = async (number: string) => {
      const { code, err } = await ran(folder, ['dequeue', run, number]);
      return `${code} ${err.join(' ')}`;
    };
    expect((await ran(folder, ['dequeue', run])).out).toEqual(['no candidate waits']);
    expect(await problem('0')).toBe(
      '2 nas-workbench: candidate 0: no candidate of this run was enqueued under this number',
    );
    await ran(folder, ['enqueue', run, CELL]);
    await ran(folder, ['dequeue', run, '0']);
    expect(await problem('0')).toBe(
      '2 nas-workbench: candidate 0: it does not wait any more: it has become a trial, or was taken out of the queue before',
    );
    await ran(folder, ['enqueue', run, CELL]);
    const lease = acquireLease(root);
    expect(await problem('1')).toMatch(/^4 nas-workbench: the run .* is owned by process \d+ on/);
    lease.release();
  });
});

describe('nas-workbench run --enqueue', () => {
  it("measures candidates after the experiment's own and before the strategy's", async () => {
    const { folder, file } = tableExperiment({ budget: { trials: 4 }, enqueue: [OTHER] });
    expect((await ran(folder, ['run', file, '--enqueue', CELL])).code).toBe(0);
    const { trials } = replay(journalOf(runsOf(file)[0]!.root));
    expect(trials.slice(0, 2).map(({ architecture }) => architecture)).toEqual([OTHER, CELL]);
    expect(trials.map(({ operator }) => operator)).toEqual(['enqueued', 'enqueued', 'sample', 'sample']);
  });
});

describe('nas-workbench resume --extend', () => {
  it.each([
    ['+3 weeks', '--extend: expected trials, minutes, hours or simulated seconds, but got "weeks"'],
    ['+5 min', 'the run has no limit of minutes to add to: its budget is 10 trials'],
  ])('refuses %s', async (extend, sentence) => {
    const { folder, run } = await finishedRun();
    const { code, err } = await ran(folder, ['resume', run, '--extend', extend]);
    expect({ code, err: err.join(' ') }).toEqual({ code: 2, err: `nas-workbench: ${sentence}` });
  });
});

async function finishedRun() {
  const { folder, file } = tableExperiment({ budget: { trials: 10 }, strategy: { kind: 'random' } });
  expect((await ran(folder, ['run', file])).code).toBe(0);
  const { root } = runsOf(file)[0]!;
  return { folder, root, run: path.relative(folder, root) };
}
