import { describe, expect, it } from 'vitest';
import { solve } from 'yalps';
import type { Rng } from '../../../src/core/base/random';
import { createRng } from '../../../src/core/base/random';
import { PartialTransport } from '../../../src/core/surrogate/optimal-transport';

const transport = new PartialTransport();

describe('PartialTransport', () => {
  it('is worked out by hand for two masses a side', () => {
    // Supplies 3 and 2, demands 2 and 4. Moving all of the first to the first and the second to the second costs
    // 2 * 0.1 + 2 * 0.3; the unit that is left of the first goes to the second for 0.5; one unit of demand stays.
    const cost = transport.cost(
      Float64Array.of(3, 2),
      Float64Array.of(2, 4),
      Float64Array.of(0.1, 0.5, 1.5, 0.3),
    );

    expect(cost).toBeCloseTo(2 * 0.1 + 1 * 0.5 + 2 * 0.3 + 1, 12);
  });

  it('takes a worse move for one where both together are better', () => {
    // Greedily 0 -> 0 at no cost leaves 1 -> 1 at 1.9; crosswise both cost 0.2.
    const cost = transport.cost(
      Float64Array.of(1, 1),
      Float64Array.of(1, 1),
      Float64Array.of(0, 0.2, 0.2, 1.9),
    );

    expect(cost).toBeCloseTo(0.4, 12);
  });

  it('moves nothing where moving costs more than staying', () => {
    const cost = transport.cost(Float64Array.of(1, 2), Float64Array.of(4), Float64Array.of(2, Infinity));

    expect(cost).toBe(7);
  });

  it('costs what is there where one side is empty', () => {
    expect(transport.cost(Float64Array.of(1, 2), new Float64Array(0), new Float64Array(0))).toBe(3);
  });

  it('agrees with a linear programme on 300 random problems', () => {
    const rng = createRng(1);
    for (let round = 0; round < 300; round++) {
      const { supplies, demands, costs } = randomProblem(rng);
      const expected = byLinearProgramme(supplies, demands, costs);
      const mass = sum(supplies) + sum(demands);

      expect(
        Math.abs(transport.cost(supplies, demands, costs) - expected) / mass,
        `round ${round}`,
      ).toBeLessThan(1e-8);
    }
  });
});

/** Up to 7 x 7, masses often equal as those of layers are, some moves forbidden. */
function randomProblem(rng: Rng): { supplies: Float64Array; demands: Float64Array; costs: Float64Array } {
  const [n, m] = [1 + rng.below(7), 1 + rng.below(7)];
  const mass = (): number => (rng.below(2) === 0 ? 16 : 1 + 255 * rng.next());
  return {
    supplies: Float64Array.from({ length: n }, mass),
    demands: Float64Array.from({ length: m }, mass),
    costs: Float64Array.from({ length: n * m }, () =>
      rng.below(6) === 0 ? Infinity : rng.below(3) === 0 ? rng.below(3) : 2.5 * rng.next(),
    ),
  };
}

/** The programme of the paper as it stands: a dummy layer on either side, which takes what nothing else does. */
function byLinearProgramme(supplies: Float64Array, demands: Float64Array, costs: Float64Array): number {
  const [n, m] = [supplies.length, demands.length];
  const variables: [string, [string, number][]][] = [];
  for (let i = 0; i <= n; i++) {
    for (let j = 0; j <= m; j++) {
      const cost = i === n && j === m ? 0 : i === n || j === m ? 1 : costs[i * m + j]!;
      variables.push([
        `${i},${j}`,
        [
          [`from ${i}`, 1],
          [`to ${j}`, 1],
          ['cost', Math.min(cost, 7.65e5)],
        ],
      ]);
    }
  }
  const constraints: [string, { equal: number }][] = [
    ...[...supplies, sum(demands)].map((mass, i): [string, { equal: number }] => [
      `from ${i}`,
      { equal: mass },
    ]),
    ...[...demands, sum(supplies)].map((mass, j): [string, { equal: number }] => [
      `to ${j}`,
      { equal: mass },
    ]),
  ];
  const solution = solve({ direction: 'minimize', objective: 'cost', constraints, variables });
  expect(solution.status).toBe('optimal');
  return solution.result;
}

function sum(values: Float64Array): number {
  return values.reduce((a, b) => a + b, 0);
}
