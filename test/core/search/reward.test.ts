import { describe, expect, it } from 'vitest';
import { canonicalExperiment } from '../../../src/core/experiment/canonical';
import { bestTrial, measuredTrials } from '../../../src/core/journal/query';
import { replay } from '../../../src/core/journal/replay';
import { problemOf } from '../../../src/core/search/problem';
import { Search } from '../../../src/core/search/search';
import { rewardOf } from '../../../src/core/trial/reward';
import { FakeExecutor } from '../../support/fake-executor';
import { FakeJournal } from '../../support/fake-journal';
import { searchSetup, testExperiment } from '../../support/search-setup';

const quality = { metric: 'valAccuracy', range: [0, 1] };
const cost = { metric: 'paramCount', range: [2000, 1000] };
const experiment = testExperiment({
  reward: { kind: 'mixed', alpha: 0.5, quality, cost },
  strategy: { kind: 'regularized-evolution', populationSize: 3, sampleSize: 2 },
  budget: { trials: 12 },
});

describe('a search for a reward', () => {
  it('writes it beside the metrics that it is made of, and the best trial has the most of it', async () => {
    const setup = searchSetup({ experiment });
    await new Search(setup).run();

    const state = replay(setup.journal.events);
    const rewards = measuredTrials(state).map(({ metrics }) => metrics['reward']);
    expect(rewards).toHaveLength(12);
    expect(rewards).toEqual(
      measuredTrials(state).map(({ metrics }) => rewardOf(metrics, experiment.reward!)),
    );
    expect(bestTrial(state)?.metrics['reward']).toBe(Math.max(...rewards.map(Number)));
    expect(state.started?.experiment).toEqual(canonicalExperiment(experiment));
  });

  it('goes on from its journal as if it had never stopped', async () => {
    const whole = searchSetup({ experiment });
    await new Search(whole).run();
    const half = searchSetup({
      experiment: testExperiment({ ...canonicalExperiment(experiment), budget: { trials: 6 } }),
    });
    await new Search(half).run();
    const resumed = searchSetup({
      experiment,
      replayFrom: half.journal.events,
      budget: { trials: 12 },
      journal: new FakeJournal(half.journal.text),
    });
    await new Search(resumed).run();

    expect(measuredTrials(replay(resumed.journal.events)).map(({ metrics }) => metrics)).toEqual(
      measuredTrials(replay(whole.journal.events)).map(({ metrics }) => metrics),
    );
  });

  it('fails a trial without a part of it, and says which', async () => {
    const executor = new FakeExecutor({ measure: () => ({ metrics: { valAccuracy: 0.5 } }) });
    const setup = searchSetup({
      experiment: testExperiment({ reward: experiment.reward, budget: { trials: 1 } }),
      executor,
    });
    await new Search(setup).run();

    expect(replay(setup.journal.events).trials).toMatchObject([
      { status: 'failed', reason: 'the measurement has no paramCount' },
    ]);
  });

  it('tells an evaluator by the reward whether its model may be kept', async () => {
    const setup = searchSetup({ experiment, executor: new FakeExecutor({ timing: 'by-hand', capacity: 2 }) });
    const search = new Search(setup);
    void search.run();
    await setup.executor.finish(0);
    const [first] = measuredTrials(replay(setup.journal.events));
    const { valAccuracy, paramCount } = first!.metrics;
    const mayKeep = setup.executor.requests[1]!.mayKeep!;

    expect(mayKeep({ valAccuracy: valAccuracy!, paramCount: paramCount! + 1 })).toBe(false);
    expect(mayKeep({ valAccuracy: valAccuracy! - 0.01, paramCount: paramCount! - 100 })).toBe(true);
    search.stop();
  });
});

describe('what is known of a reward before', () => {
  it('is nothing while one of its metrics has to be measured, and all of it where both are known', () => {
    const known = (metrics: Readonly<Record<string, number>>) =>
      problemOf(experiment, () => metrics).foresee([0]).values;

    expect(known({ paramCount: 1500 })).toEqual([undefined]);
    expect(known({ paramCount: 1500, valAccuracy: 0.75 })).toEqual([0.125]);
  });
});
