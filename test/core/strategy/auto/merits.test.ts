import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import { hypervolume } from '../../../../src/core/pareto/hypervolume';
import { meritsOf } from '../../../../src/core/strategy/auto/merits';
import type { Outlooks } from '../../../../src/core/strategy/auto/merits';
import type { Belief } from '../../../../src/core/strategy/auto/surrogate';
import type { ObjectiveTargets, Situation } from '../../../../src/core/strategy/bayesian/observations';
import { expectedImprovement, normalCdf } from '../../../../src/core/surrogate/normal-distribution';

const near = (value: number): number => expect.closeTo(value, 10) as number;

describe('the merit of a candidate', () => {
  it('is the expected improvement of a measurement, noise included, with one objective', () => {
    const merits = meritsOf(situation([[0, 1]]), believed(belief([0.5], [0.3], [0.5])), [[0], [1]], false);
    expect([...merits]).toEqual([near(expectedImprovement(0.5, 0.5, 1))]);
  });

  it('counts no noise where measurements may be repeated', () => {
    const merits = meritsOf(situation([[0, 1]]), believed(belief([0.5], [0.3], [0.5])), [[0.2], [0.7]], true);
    expect([...merits]).toEqual([near(expectedImprovement(0.5, 0.3, 0.7))]);
  });

  it('is worth as much as the candidate is likely to break nothing', () => {
    const outlooks = believed(belief([0.5], [0.3], [0.5]), belief([-0.6], [0.2], [0.4]));
    const merits = meritsOf(situation([[0, 1]]), outlooks, [[1]], false);
    expect([...merits]).toEqual([near(expectedImprovement(0.5, 0.5, 1) * normalCdf(1.5))]);
  });

  it('is that chance alone while nothing feasible is known', () => {
    const outlooks = believed(
      belief([0.5, 9], [0.3, 1], [0.5, 1]),
      belief([-0.6, 0.6], [0.2, 0.2], [0.4, 0.4]),
    );
    const merits = meritsOf({ ...situation([[0, 1]]), feasible: [], front: [] }, outlooks, [], false);
    expect([...merits]).toEqual([near(normalCdf(1.5)), near(normalCdf(-1.5))]);
  });

  it('is a sum of widths times improvements over the segments of a front whose second objective is known', () => {
    // Front (2, 0), (0, 1); reference a tenth of the range below: (-0.2, -0.1). The candidate's second objective is 0.5.
    const merits = meritsOf(
      situation([
        [2, 0],
        [0, 1],
      ]),
      known(belief([1], [0.4], [0.5]), 0.5),
      [
        [2, 0],
        [0, 1],
      ],
      false,
    );
    expect([...merits]).toEqual([
      near(0.1 * expectedImprovement(1, 0.5, 2) + 0.5 * expectedImprovement(1, 0.5, 0)),
    ]);
  });

  it('measures from below what candidates are known to have', () => {
    // As above, but the candidate is known to be at -1, below all observations: reference -1 - 0.2.
    const outlooks = known(belief([1], [0.4], [0.5]), -1);
    const front = [
      [2, 0],
      [0, 1],
    ];
    expect([
      ...meritsOf(
        situation([
          [2, 0],
          [0, 1],
        ]),
        outlooks,
        front,
        false,
      ),
    ]).toEqual([near(0.2 * expectedImprovement(1, 0.5, 2))]);
  });

  it('is what sampling says, too (seed 3, 200,000 draws, 5 standard errors)', () => {
    const front = [
      [2, 0],
      [1.2, 0.4],
      [0, 1],
    ];
    const [merit] = meritsOf(
      situation([
        [2, 1.2, 0],
        [0, 0.4, 1],
      ]),
      known(belief([1], [0.4], [0.9]), 0.7),
      front,
      false,
    );
    const reference = [-0.2, -0.1];
    const whole = hypervolume(front, reference);
    const rng = createRng(3);
    let sum = 0;
    let squares = 0;
    const n = 200_000;
    for (let i = 0; i < n; i++) {
      const growth = hypervolume([...front, [1 + 0.9 * rng.normal(), 0.7]], reference) - whole;
      sum += growth;
      squares += growth * growth;
    }
    const error = Math.sqrt((squares / n - (sum / n) ** 2) / n);
    expect(Math.abs(merit! - sum / n)).toBeLessThan(5 * error);
  });
});

function belief(means: number[], deviations: number[], measured: number[]): Belief {
  return {
    means: Float64Array.from(means),
    deviations: Float64Array.from(deviations),
    measuredDeviations: Float64Array.from(measured),
  };
}

function believed(objective: Belief, violation?: Belief): Outlooks {
  return { objectives: [objective], violation, foreseen: undefined };
}

/** The second objective of the only candidate is known. */
function known(first: Belief, second: number): Outlooks {
  return {
    objectives: [first, undefined],
    violation: undefined,
    foreseen: [{ values: [undefined, second], violation: 0 }],
  };
}

/** Observations that are all feasible, by objective; targets are the scores themselves. */
function situation(targets: readonly (readonly number[])[]): Situation {
  const same = (value: number): number => value;
  return {
    objectives: targets.map((of, j): ObjectiveTargets => ({
      scale: { toTarget: same, toScore: same },
      targets: Float64Array.from(of),
      isForeseen: j > 0,
    })),
    feasible: [...targets[0]!.keys()],
    front: [...targets[0]!.keys()],
    isConstrained: false,
    violations: undefined,
  };
}
