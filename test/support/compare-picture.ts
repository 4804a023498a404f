import { groupRuns } from '../../src/core/comparison/run-groups';
import { recordOfRun } from '../../src/core/comparison/run-record';
import { constraintsOf, objectivesOf } from '../../src/core/journal/query';
import { replay } from '../../src/core/journal/replay';
import type { JournalEvent } from '../../src/core/journal/event';
import type { ComparePicture } from '../../src/protocol/compare-panel-protocol';
import { fakeRun } from './fake-run';

/** Made-up runs of two strategies, each with so many seeds. */
export function comparePicture(
  seeds: number,
  trials = 60,
  strategies = ['random', 'genetic'],
): ComparePicture {
  const runs = strategies.flatMap((kind, s) =>
    Array.from({ length: seeds }, (_, i) =>
      withStrategy(fakeRun({ trials, epochs: 0, seed: i + 1 + 100 * s }), kind, i + 1),
    ),
  );
  const groups = groupRuns(
    runs.map((run) => ({ experimentName: 'digits', experiment: replay(run).started!.experiment, run })),
  );
  return {
    title: 'Runs of digits',
    subtitle: `${runs.length} runs`,
    seconds: 'running',
    hasReport: false,
    canExport: true,
    groups: groups.map(({ name, experiment, runs: own }, g) => {
      const state = replay(own[0]!.run);
      return {
        id: String(g),
        name,
        experiment,
        objectives: objectivesOf(state),
        constraints: constraintsOf(state),
        members: own.map(({ run }, i) => ({
          id: `${g} ${i}`,
          label: `run ${i}`,
          seed: replay(run).started!.seed,
          ...recordOfRun(run),
          isRunning: false,
        })),
      };
    }),
  };
}

function withStrategy(run: readonly JournalEvent[], kind: string, seed: number): JournalEvent[] {
  return run.map((event) =>
    event.type === 'run-started'
      ? { ...event, seed, experiment: { ...event.experiment, strategy: { kind } } }
      : event,
  );
}

/** Ten strategies. */
export const STRATEGY_KINDS = [
  'random',
  'genetic',
  'regularized-evolution',
  'local-search',
  'bayesian-optimization',
  'tpe',
  'nsga2',
  'predictor',
  'hyperband',
  'auto',
];

/** So many searches in each group: those that are there again and again, each time with another seed. */
export function withMoreSeeds(picture: ComparePicture, seeds: number): ComparePicture {
  return {
    ...picture,
    groups: picture.groups.map((group) => ({
      ...group,
      members: Array.from({ length: seeds }, (_, i) => ({
        ...group.members[i % group.members.length]!,
        id: `${group.id} ${i}`,
        seed: i + 1,
      })),
    })),
  };
}
