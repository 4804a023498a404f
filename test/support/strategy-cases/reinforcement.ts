import type { StrategyCase } from './strategy-case';

export const REINFORCEMENT_CASES: readonly StrategyCase[] = [
  { title: 'reinforce', options: { kind: 'reinforce', learningRate: 0.1 } },
  {
    title: 'reinforce with an LSTM and repeats',
    repeats: true,
    options: {
      kind: 'reinforce',
      controller: 'lstm',
      hiddenUnits: 6,
      layers: 2,
      batchSize: 3,
      allowRepeats: true,
    },
  },
  { title: 'ppo', options: { kind: 'ppo', hiddenUnits: 6, batchSize: 4 } },
  {
    title: 'ppo with a table and repeats',
    repeats: true,
    options: { kind: 'ppo', controller: 'table', batchSize: 4, allowRepeats: true },
  },
  {
    title: 'q-learning',
    options: {
      kind: 'q-learning',
      replays: 10,
      schedule: [
        [1, 10],
        [0.5, 10],
        [0.1, 10],
      ],
    },
  },
];
