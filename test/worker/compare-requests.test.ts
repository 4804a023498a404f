import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parseUnfinished } from '../../src/core/comparison/planned';
import type { PlannedComparison } from '../../src/core/comparison/planned';
import type { ComparisonEnd, ComparisonProgress } from '../../src/protocol/compare-protocol';
import type { HostOffer, SearchOffer } from '../../src/protocol/run-protocol';
import { OwnedChild } from '../../src/worker/child-process';
import { isOwned } from '../../src/worker/lease';
import { left, smallTable } from './support/comparisons';
import { buildPrograms } from './support/programs';
import type { Programs } from './support/programs';
import { tableExperiment } from './support/searches';
import type { ExperimentFolder } from './support/searches';

type SearchChild = OwnedChild<HostOffer, SearchOffer>;

let programs: Programs;
beforeAll(async () => {
  programs = await buildPrograms('search');
});
afterAll(() => {
  programs.remove();
});

const children: SearchChild[] = [];
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => child.kill('the test is over')));
});

const SMALL: PlannedComparison = {
  strategies: [{ options: { kind: 'random' } }, { name: 'all', options: { kind: 'grid' } }],
  seeds: [1, 2],
  budget: 5,
};
const LONG: PlannedComparison = {
  strategies: [{ options: { kind: 'random' } }, { options: { kind: 'regularized-evolution' } }],
  seeds: [1, 2, 3, 4],
  budget: 1500,
};

describe('a comparison in a search process', () => {
  it('tells how far it is, answers with its report, and the process leaves', async () => {
    const experiment = smallTable();
    const { child, folder, progress, done } = await begun(experiment, SMALL);
    expect(await done).toEqual({ reason: 'finished', report: path.join(folder, 'report.md') });
    expect(progress[0]).toMatchObject({ done: 0, total: 4 });
    expect(progress.at(-1)).toMatchObject({ done: 4, total: 4 });
    expect((await child.exited).kind).toBe('clean');
    expect(left(folder, 'summary.csv')).toContain('\nevaluations,5,all,2,');
    expect(existsSync(unfinishedOf(experiment))).toBe(false);
  });

  it('stops when it is told to, keeps what was asked for, and goes on in another process', async () => {
    const experiment = tableExperiment();
    const first = await begun(experiment, LONG, ({ done }, child) => {
      if (done === 1) void child.peer.request('compare/stop', {});
    });
    const end = await first.done;
    expect(end).toMatchObject({ reason: 'stopped', total: 8 });
    expect(isOwned(first.folder)).toBe(false);
    const unfinished = parseUnfinished(readFileSync(unfinishedOf(experiment), 'utf8'))!;
    expect(unfinished).toMatchObject({ seeds: LONG.seeds, budget: LONG.budget, at: [375, 750, 1500] });

    const second = await begun(experiment, unfinished);
    expect(second.nDone).toBe((end as { done: number }).done);
    expect(await second.done).toMatchObject({ reason: 'finished' });
    expect(existsSync(unfinishedOf(experiment))).toBe(false);
  }, 120_000);

  it('leaves when its parent is gone, with nothing owned', async () => {
    const { child, folder } = await begun(tableExperiment(), LONG);
    await child.end(30_000);
    expect(isOwned(folder)).toBe(false);
  });

  it.each([
    {
      plan: { ...SMALL, strategies: [{ options: { kind: 'random' } }, { options: { kind: 'guess' } }] },
      says: /^strategies\[1\]\.kind: expected one of auto, /,
    },
    {
      plan: { ...SMALL, strategies: [{ options: { kind: 'random' } }, { options: { kind: 'random' } }] },
      says: /^strategies: expected different strategies, but got random twice$/,
    },
    { plan: { ...SMALL, seeds: [] }, says: /^seeds: expected one seed or more, but got none$/ },
  ])('refuses what makes no comparison: $says', async ({ plan, says }) => {
    await expect(begun(smallTable(), plan)).rejects.toMatchObject({
      code: 'input',
      message: expect.stringMatching(says) as string,
    });
  });

  it('is refused while another process works on it, with who that is', async () => {
    const experiment = tableExperiment();
    await begun(experiment, { ...LONG, seeds: Array.from({ length: 200 }, (_, i) => i) });
    await expect(begun(experiment, SMALL)).rejects.toMatchObject({
      code: 'input',
      message: expect.stringMatching(/ is owned by process \d+/) as string,
    });
  });
});

async function begun(
  { file }: ExperimentFolder,
  plan: PlannedComparison,
  onProgress: (progress: ComparisonProgress, child: SearchChild) => void = () => undefined,
) {
  const child: SearchChild = new OwnedChild<HostOffer, SearchOffer>(
    { name: 'search', entry: programs.path('search'), readyTimeoutMs: 60_000 },
    {},
  );
  children.push(child);
  await child.ready('search/ready');
  const progress: ComparisonProgress[] = [];
  child.peer.on('compare/progress', (step) => {
    progress.push(step);
    onProgress(step, child);
  });
  const done = new Promise<ComparisonEnd>((resolve) => child.peer.on('compare/done', resolve));
  const { folder, done: nDone } = await child.peer.request('compare/start', {
    experimentPath: file,
    plan,
    backend: 'auto',
    evaluators: 1,
  });
  return { child, folder, nDone, progress, done };
}

function unfinishedOf({ folder, file }: ExperimentFolder): string {
  const name = path.basename(file, '.nas.json');
  return path.join(folder, '.nas', 'compare', `${name}.unfinished.json`);
}
