import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import type { Genotype } from '../../../../src/core/space/space';
import { createStrategy } from '../../../../src/core/strategy/catalog';
import { scoreOf } from '../../../../src/core/trial/objective';
import type { Objective } from '../../../../src/core/trial/objective';
import { withReward } from '../../../../src/core/trial/reward';
import type { Reward } from '../../../../src/core/trial/reward';
import type { Metrics } from '../../../../src/core/trial/trial';
import { measured, runSequentially } from '../../../support/strategy-runs';
import { toySpace } from '../../../support/toy-space';

/** A grid of 1,728 networks: three sizes of twelve steps. */
const grid = toySpace(3, 12);
const members = [...grid.enumerate()];
const table = new Map(members.map((genotype) => [genotype.join(), metricsOf(genotype)]));
const parts = {
  quality: { metric: 'valAccuracy', range: [0.4, 1] },
  cost: { metric: 'energyEstimateMj', range: [20, 0] },
} as const;

const ALPHAS = [0, 0.25, 0.5, 0.75, 1];

describe.each([
  ['REINFORCE', { kind: 'reinforce', learningRate: 0.03 }],
  ['PPO', { kind: 'ppo', controller: 'table', learningRate: 0.03 }],
  ['evolution', { kind: 'regularized-evolution', populationSize: 30, sampleSize: 10 }],
] as const)('%s for a reward', (_, options) => {
  it('with alpha 1 searches as for plain accuracy', () => {
    const plain = search(options, undefined, {
      seed: 1,
      objectives: [{ metric: 'valAccuracy', goal: 'maximize' }],
    });

    expect(search(options, mixed(1), { seed: 1 })).toEqual(plain);
  });

  it('with alpha 0 finds the cheapest', () => {
    const cheapest = Math.min(...[...table.values()].map(({ energyEstimateMj }) => energyEstimateMj!));

    expect(bestOf(search(options, mixed(0), { seed: 1 }), mixed(0))['energyEstimateMj']).toBe(cheapest);
  });

  it('comes within a hundredth of what the best of the grid gets, for every alpha', () => {
    const short = ALPHAS.map((alpha) => {
      const found = bestOf(search(options, mixed(alpha), { seed: 2 }), mixed(alpha));
      return bestOf(members, mixed(alpha))['reward']! - found['reward']!;
    });

    expect(Math.max(...short)).toBeLessThan(0.01);
  });
});

it('what a sweep of alpha finds are corners of the hull of the front', () => {
  const hull = upperHull([...table.values()]);
  const evolution = { kind: 'regularized-evolution', populationSize: 30, sampleSize: 10 };
  const found = ALPHAS.map((alpha) =>
    place(bestOf(search(evolution, mixed(alpha), { seed: 2, limit: 1000 }), mixed(alpha))),
  );

  expect(found.filter((point) => !hull.includes(point))).toEqual([]);
  expect(new Set(found).size).toBe(ALPHAS.length);
});

it('the grid has a front whose concave parts no mixed reward can find', () => {
  const all = [...table.values()];
  const front = all.filter((a) => !all.some((b) => dominates(b, a)));

  expect(all).toHaveLength(1728);
  expect(front.length).toBeGreaterThan(upperHull(all).length);
});

/** The candidates that a strategy proposes for a reward, or for other objectives. */
function search(
  options: { readonly kind: string },
  reward: Reward | undefined,
  {
    seed,
    limit = 800,
    objectives = [{ metric: 'reward', goal: 'maximize' }],
  }: { readonly seed: number; readonly limit?: number; readonly objectives?: readonly Objective[] },
): readonly Genotype[] {
  return runSequentially(createStrategy(grid, options, createRng(seed)), limit, ({ trial, genotype }) => {
    const { values } = scoreOf(withReward(table.get(genotype.join())!, reward), objectives, []);
    return measured(trial, values[0]!);
  }).proposals.map(({ genotype }) => genotype);
}

function bestOf(genotypes: readonly Genotype[], reward: Reward): Metrics {
  return genotypes
    .map((genotype) => withReward(table.get(genotype.join())!, reward))
    .reduce((a, b) => (b['reward']! > a['reward']! ? b : a));
}

function mixed(alpha: number): Reward {
  return { kind: 'mixed', alpha, ...parts };
}

/** Accuracy saturates with size and costs more the larger; a little of chance, so that the front is not smooth. */
function metricsOf(genotype: Genotype): Metrics {
  const [depth, width, kernel] = genotype.map((value) => (value + 1) / 12) as [number, number, number];
  const noise = createRng(0).fork(genotype.join()).next();
  const size = depth * width * width * (1 + kernel);
  return {
    valAccuracy: 0.5 + 0.4 * (1 - Math.exp(-6 * size)) + 0.05 * kernel * (1 - kernel) + 0.02 * noise,
    energyEstimateMj: 1 + 15 * size + 3 * depth,
  };
}

function place({ valAccuracy, energyEstimateMj }: Metrics): string {
  return `${valAccuracy} at ${energyEstimateMj} mJ`;
}

function dominates(b: Metrics, a: Metrics): boolean {
  const noWorse = b['valAccuracy']! >= a['valAccuracy']! && b['energyEstimateMj']! <= a['energyEstimateMj']!;
  return noWorse && place(a) !== place(b);
}

/** From the cheapest to the most accurate: the corners that no line between two others passes above (Andrew's chain). */
function upperHull(points: readonly Metrics[]): string[] {
  const sorted = [...points].sort(
    (a, b) => a['energyEstimateMj']! - b['energyEstimateMj']! || b['valAccuracy']! - a['valAccuracy']!,
  );
  const hull: Metrics[] = [];
  for (const point of sorted) {
    if (hull.length > 0 && point['valAccuracy']! <= hull.at(-1)!['valAccuracy']!) continue;
    while (hull.length > 1 && slope(hull.at(-2)!, hull.at(-1)!) <= slope(hull.at(-1)!, point)) hull.pop();
    hull.push(point);
  }
  return hull.map(place);
}

function slope(a: Metrics, b: Metrics): number {
  return (b['valAccuracy']! - a['valAccuracy']!) / (b['energyEstimateMj']! - a['energyEstimateMj']!);
}
