import { createRng } from '../../src/core/base/random';
import type { Experiment } from '../../src/core/experiment/experiment';
import { readExperiment } from '../../src/core/experiment/read-experiment';
import { problemOf } from '../../src/core/search/problem';
import type { SearchSetup } from '../../src/core/search/search-types';
import { createSpace } from '../../src/core/space/catalog';
import { createStrategy } from '../../src/core/strategy/catalog';
import { FakeExecutor } from './fake-executor';
import { FakeClock, FakeJournal } from './fake-journal';

/** A small experiment over digits; the parts given replace the usual ones. */
export function testExperiment(parts: Readonly<Record<string, unknown>> = {}): Experiment {
  const { experiment, problems } = readExperiment(
    JSON.stringify({
      task: { kind: 'image-classification', dataset: 'digits' },
      space: { kind: 'mlp', minDepth: 1, maxDepth: 2, units: [16, 32, 64] },
      strategy: { kind: 'random' },
      estimator: { kind: 'training' },
      budget: { trials: 6 },
      seed: 7,
      ...parts,
    }),
  );
  if (!experiment) throw new Error(problems.map(({ message }) => message).join('\n'));
  return experiment;
}

/** Everything that a search needs, with stand-ins for what is slow; the parts given replace the usual ones. */
export function searchSetup(
  parts: Partial<SearchSetup> & { experiment?: Experiment } = {},
): SearchSetup & { executor: FakeExecutor; journal: FakeJournal; clock: FakeClock } {
  const experiment = parts.experiment ?? testExperiment();
  const context = { inputShape: [8, 8, 1], outputUnits: 10 };
  const space = createSpace(experiment.space, context);
  const problem = problemOf(experiment, () => ({}));
  return {
    experiment,
    space,
    strategy: createStrategy(
      space,
      experiment.strategy,
      createRng(experiment.seed).fork('strategy'),
      problem,
    ),
    fullEpochs: problem.fidelities.at(-1)!,
    runInfo: {
      runId: 'run-1',
      experimentName: 'digits',
      context,
      product: '0.1.0',
      evaluators: 1,
      machine: { platform: 'linux', arch: 'x64', cpu: 'test', cores: 2, memoryBytes: 1e9, node: '20.0.0' },
    },
    ...parts,
    executor: parts.executor instanceof FakeExecutor ? parts.executor : new FakeExecutor(),
    journal: parts.journal instanceof FakeJournal ? parts.journal : new FakeJournal(),
    clock: parts.clock instanceof FakeClock ? parts.clock : new FakeClock(),
  };
}
