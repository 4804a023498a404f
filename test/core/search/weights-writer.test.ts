import { describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../../src/core/journal/event';
import type { ArchitectureDecisions, ArchitectureWeights } from '../../../src/core/search/ports';
import { Search } from '../../../src/core/search/search';
import type { SearchSetup } from '../../../src/core/search/search-types';
import type { TrialId } from '../../../src/core/trial/trial';
import { FakeExecutor, settled } from '../../support/fake-executor';
import { searchSetup, testExperiment } from '../../support/search-setup';

const TRIAL = 0 as TrialId;

const DECISIONS: ArchitectureDecisions = {
  trial: TRIAL,
  unit: 'epoch',
  decisions: [
    { name: '0 → 1', alternatives: ['none', 'skip_connect'] },
    { name: '0 → 2', alternatives: ['none', 'skip_connect', 'conv_3x3'] },
  ],
};

const weightsAt = (step: number, first = 0.5): ArchitectureWeights => ({
  trial: TRIAL,
  step,
  weights: [
    [first, 1 - first],
    [0.2, 0.3, 0.5],
  ],
});

describe('a search whose executor tells of architecture weights', () => {
  it('names the decisions once and writes the weights with five decimals, none of them synced', async () => {
    const { ears, setup } = await started();
    ears.decisions(DECISIONS);
    ears.weights(weightsAt(0, 1 / 3));
    ears.decisions(DECISIONS);
    ears.weights(weightsAt(1, 0.25));
    expect(setup.journal.events.slice(2).map(withoutTime)).toEqual([
      { type: 'architecture-decisions', ...DECISIONS },
      {
        type: 'architecture-weights',
        ...weightsAt(0),
        weights: [
          [0.33333, 0.66667],
          [0.2, 0.3, 0.5],
        ],
      },
      { type: 'architecture-weights', ...weightsAt(1, 0.25) },
    ]);
    expect(setup.journal.durable.slice(2)).toEqual([false, false, false]);
  });

  it('takes those of one network for the whole run, which no trial has', async () => {
    const { ears, search } = await started();
    const { unit, decisions } = DECISIONS;
    ears.decisions({ unit, decisions });
    ears.weights({ step: 1, weights: weightsAt(1).weights });
    expect(search.state.weights.map(({ trial, points }) => [trial, points.length])).toEqual([[undefined, 1]]);
  });

  it.each<[string, (told: ArchitectureWeights) => ArchitectureWeights, string]>([
    [
      'is not a number',
      (told) => ({ ...told, weights: [[Number.NaN, 1], told.weights[1]!] }),
      'weights[0][0]: expected a number, but got NaN',
    ],
    [
      'is below zero',
      (told) => ({ ...told, weights: [[-0.5, 1.5], told.weights[1]!] }),
      'weights[0][0]: expected a number of at least 0, but got -0.5',
    ],
    [
      'is one too many',
      (told) => ({ ...told, weights: [...told.weights, [1]] }),
      'weights: expected 2 rows, one for each decision, but got 3',
    ],
    [
      'has a row of another length',
      (told) => ({ ...told, weights: [told.weights[0]!, [0.5, 0.5]] }),
      'weights[1]: expected 3 weights, one for each alternative, but got 2',
    ],
    [
      'does not add up',
      (told) => ({ ...told, weights: [[0.5, 0.4], told.weights[1]!] }),
      'weights[0]: expected weights that add up to 1, but got [0.5,0.4]',
    ],
  ])('leaves out what %s, says so and goes on', async (_, spoilt, problem) => {
    const { ears, search, problems, executor } = await started();
    ears.decisions(DECISIONS);
    ears.weights(spoilt(weightsAt(1)));
    ears.weights(weightsAt(2));
    await executor.finish(0);
    expect(problems).toEqual([`architecture weights of trial 0 are left out: ${problem}`]);
    expect(search.state.weights[0]!.points.map(({ step }) => step)).toEqual([2]);
    expect(search.state.trials[0]!.status).toBe('measured');
  });

  it('says that decisions are missing', async () => {
    const { ears, problems } = await started();
    ears.weights(weightsAt(1));
    expect(problems).toEqual([
      'architecture weights of trial 0 are left out: the decisions were not told before the weights',
    ]);
  });

  it('does not listen to a trial that has ended', async () => {
    const { ears, executor, search } = await started();
    ears.decisions(DECISIONS);
    await executor.finish(0);
    ears.weights(weightsAt(1));
    expect(search.state.weights[0]!.points).toEqual([]);
  });

  it('names decisions later that a full disk kept from the journal', async () => {
    const { ears, setup, search } = await started();
    setup.journal.full = new Error('ENOSPC');
    search.pause();
    ears.decisions(DECISIONS);
    ears.weights(weightsAt(1));
    setup.journal.full = undefined;
    search.continue();
    ears.weights(weightsAt(2));
    expect(search.state.weights[0]!.points.map(({ step }) => step)).toEqual([2]);
  });

  it('goes on with the weights of a trial that is taken up again', async () => {
    const { ears, search, setup } = await started();
    ears.decisions(DECISIONS);
    for (const step of [1, 2, 3]) ears.weights(weightsAt(step));
    search.stop();
    const again = await started({ replayFrom: setup.journal.events });
    again.ears.decisions(DECISIONS);
    again.ears.weights(weightsAt(3, 0.1));
    again.ears.weights(weightsAt(4));
    const [course] = again.search.state.weights;
    expect(course!.points.map(({ step }) => step)).toEqual([1, 2, 3, 4]);
    expect(course!.points[2]!.weights[0]).toEqual([0.1, 0.9]);
    expect(again.setup.journal.text).not.toContain('architecture-decisions');
  });
});

/** A search with trial 0 out, and whoever hears of its weights. */
async function started(parts: Partial<SearchSetup> = {}) {
  const problems: string[] = [];
  const executor = new FakeExecutor({ timing: 'by-hand' });
  const experiment = testExperiment({ budget: { trials: 2 } });
  const onProblem = (message: string): number => problems.push(message);
  const setup = searchSetup({ experiment, executor, onProblem, ...parts });
  const search = new Search(setup);
  void search.run();
  await settled();
  return { search, setup, executor, problems, ears: executor.ears! };
}

function withoutTime(event: JournalEvent): unknown {
  return Object.fromEntries(Object.entries(event).filter(([key]) => key !== 'at'));
}
