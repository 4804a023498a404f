import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import type { CandidateId, Genotype } from '../../../../src/core/space/space';
import { createAcquisition } from '../../../../src/core/strategy/bayesian/acquisition';
import { vectorFeatures } from '../../../../src/core/strategy/bayesian/features';
import { createModels } from '../../../../src/core/strategy/bayesian/models';
import { situationOf } from '../../../../src/core/strategy/bayesian/observations';
import { bayesianOptimizationOptions } from '../../../../src/core/strategy/bayesian/options';
import type { Foresight, Problem } from '../../../../src/core/strategy/problem';
import { GaussianProcess } from '../../../../src/core/surrogate/gaussian-process';
import { expectedImprovement } from '../../../../src/core/surrogate/normal-distribution';
import type { TrialId } from '../../../../src/core/trial/trial';
import { toySpace } from '../../../support/toy-space';

const space = toySpace(2, 41);
const features = vectorFeatures(space, 'ordinal', 'matern52', createRng(1));
const OBSERVED: readonly Genotype[] = [3, 9, 14, 22, 27, 33, 38].flatMap((a) =>
  [6, 20, 35].map((b) => [a, b]),
);
const CANDIDATES: readonly Genotype[] = [0, 5, 12, 20, 25, 31, 40].flatMap((a) =>
  [2, 12, 28, 39].map((b) => [a, b]),
);

const smooth = ([a = 0, b = 0]: Genotype): number => Math.sin(a / 7) + Math.cos(b / 9);
const opposite = ([a = 0, b = 0]: Genotype): number => -Math.sin(a / 7) + 0.3 * Math.cos(b / 5);

interface Setting {
  readonly options?: object;
  readonly values?: (genotype: Genotype) => readonly number[];
  readonly violation?: (genotype: Genotype) => number;
  readonly seconds?: (genotype: Genotype) => number;
  readonly foresee?: (genotype: Genotype) => Foresight;
  readonly pending?: readonly Genotype[];
}

/** The acquisition after the observed genotypes were measured, and what it is made of. */
function acquisitionOf({ options = {}, values = (g) => [smooth(g)], ...setting }: Setting) {
  const parsed = bayesianOptimizationOptions.parse({
    kind: 'bayesian-optimization',
    target: 'standardized',
    ...options,
  });
  const nObjectives = values([0, 0]).length;
  const unknown: Foresight = { values: Array<undefined>(nObjectives).fill(undefined), violation: 0 };
  const foresee = setting.foresee ?? (() => unknown);
  const problem: Problem = { nObjectives, fidelities: [1], foresee };
  const observations = OBSERVED.map((genotype, trial) => ({
    ...{ id: genotype.join('-') as CandidateId, genotype, trial: trial as TrialId },
    score: { values: values(genotype), violation: setting.violation?.(genotype) ?? 0 },
    ...(setting.seconds ? { seconds: setting.seconds(genotype) } : {}),
    ...{ input: features.of(genotype), foreseen: foresee(genotype).values },
    foreseenViolation: foresee(genotype).violation,
  }));
  const situation = situationOf(observations, problem, parsed.target);
  const stream = createRng(5);
  const models = createModels(features.kernel, parsed)(observations, situation, stream);
  const pending = (setting.pending ?? []).map(prospect);
  const acquisition = createAcquisition({
    observations,
    situation,
    models,
    pending,
    options: parsed,
    stream,
    foresee,
  });
  const promisesOf = (genotypes: readonly Genotype[]) => acquisition.promisesOf(genotypes.map(prospect));
  return { acquisition, models, situation, promisesOf };
}

function prospect(genotype: Genotype) {
  return { genotype, input: features.of(genotype) };
}

describe('the acquisition', () => {
  it('is never negative, and next to nothing where it was measured', () => {
    const { promisesOf } = acquisitionOf({});
    const [there, elsewhere] = [OBSERVED, CANDIDATES].map((genotypes) =>
      promisesOf(genotypes).map(({ merit }) => merit),
    );

    expect(Math.min(...there!, ...elsewhere!)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...there!)).toBeLessThan(0.1 * Math.max(...elsewhere!));
  });

  it('goes to nothing where it was measured as the noise goes to zero', () => {
    const inputs = OBSERVED.map(features.of);
    const targets = Float64Array.from(OBSERVED, smooth);
    const best = Math.max(...targets);
    const values = Float64Array.from(features.kernel.parameters, ({ median }) => median);
    const largest = [1e-1, 1e-3, 1e-5, 1e-7, 1e-9].map((noise) => {
      const matrix = features.kernel.covariances(values, inputs, inputs);
      for (let i = 0; i < inputs.length; i++) matrix[i * (inputs.length + 1)]! += noise;
      const cross = features.kernel.covariances(values, inputs, inputs);
      const { means, variances } = GaussianProcess.condition(matrix, targets)!.predict(
        cross,
        features.kernel.variances(values, inputs),
      );
      return Math.max(...means.map((mean, i) => expectedImprovement(mean, Math.sqrt(variances[i]!), best)));
    });

    expect(largest).toEqual(largest.toSorted((a, b) => b - a));
    expect(largest.at(-1)).toBeLessThan(1e-4);
  });

  it('averages over all draws of the hyperparameters', () => {
    const { models, promisesOf, situation } = acquisitionOf({
      options: { hyperparameters: 'slice-sampling' },
    });
    const { members } = models.objectives[0]!.regression;
    const observed = OBSERVED.map(features.of);
    const best = Math.max(...situation.objectives[0]!.targets);

    const byHand = CANDIDATES.map((genotype) => {
      const input = [features.of(genotype)];
      const merits = members.map(({ gp, at }) => {
        const cross = features.kernel.covariances(at.values, input, observed);
        const { means, variances } = gp.predict(cross, features.kernel.variances(at.values, input));
        return expectedImprovement(means[0]!, Math.sqrt(variances[0]!), best);
      });
      return merits.reduce((a, b) => a + b, 0) / 10;
    });

    expect(members.length).toBe(10);
    promisesOf(CANDIDATES).forEach(({ merit }, i) => expect(merit).toBeCloseTo(byHand[i]!, 10));
  });

  it('falls around what is out', () => {
    const promises = acquisitionOf({}).promisesOf(CANDIDATES);
    const best =
      CANDIDATES[promises.findIndex(({ merit }) => merit === Math.max(...promises.map((p) => p.merit)))]!;
    const { merit: alone } = acquisitionOf({}).promisesOf([best])[0]!;
    const { merit: beside } = acquisitionOf({ pending: [best] }).promisesOf([best])[0]!;

    expect(beside).toBeLessThan(0.3 * alone);
  });

  it('lets go of what is out', () => {
    const { acquisition, models } = acquisitionOf({
      pending: [
        [1, 1],
        [2, 2],
      ],
    });
    const { gp } = models.objectives[0]!.regression.members[0]!;
    const during = gp.nPending;
    acquisition.close();

    expect([during, gp.nPending]).toEqual([2, 0]);
  });

  it('per second prefers the cheap of two equals', () => {
    const seconds = ([, b = 0]: Genotype): number => Math.exp(b / 10);
    const values = ([a = 0]: Genotype) => [Math.sin(a / 7)];
    const twins: Genotype[] = [
      [12, 4],
      [12, 37],
    ];
    const [cheap, dear] = acquisitionOf({
      values,
      seconds,
      options: { acquisition: 'ei-per-second' },
    }).promisesOf(twins);
    const [one, other] = acquisitionOf({ values, seconds }).promisesOf(twins);

    const gain = cheap!.merit / dear!.merit / (one!.merit / other!.merit);
    expect(gain / (seconds([12, 37]) / seconds([12, 4]))).toBeCloseTo(1, 0);
  });

  it('is the optimistic value for ucb, whatever is known already', () => {
    const { promisesOf } = acquisitionOf({ options: { acquisition: 'ucb', exploration: 1.5 } });

    for (const { merit, mean, sd } of promisesOf(CANDIDATES)) expect(merit).toBeCloseTo(mean + 1.5 * sd, 10);
  });

  it('is a joint draw for thompson: near what is predicted, and alike for neighbours', () => {
    const { promisesOf } = acquisitionOf({ options: { acquisition: 'thompson' } });
    const promises = promisesOf([
      [18, 12],
      [18, 13],
    ]);
    const [a, b] = promises.map(({ merit, mean, sd }) => (merit - mean) / sd);

    expect(Math.abs(a!)).toBeLessThan(4);
    expect(Math.abs(a! - b!)).toBeLessThan(0.5);
    expect(promisesOf([[18, 12]])[0]!.merit).not.toBe(promises[0]!.merit);
  });

  it('shrinks by the probability of breaking a constraint that only a measurement tells', () => {
    const violation = ([a = 0]: Genotype): number => Math.max(0, (a - 18) / 10);
    const plain = acquisitionOf({}).promisesOf(CANDIDATES);
    const shares = acquisitionOf({ violation })
      .promisesOf(CANDIDATES)
      .map(({ merit }, i) => ({ a: CANDIDATES[i]![0]!, share: merit / plain[i]!.merit }));

    expect(shares.filter(({ a, share }) => a >= 31 && share > 0.2)).toEqual([]);
    expect(shares.filter(({ a, share }) => a <= 5 && share < 0.5)).toEqual([]);
  });

  it('is the probability alone while nothing feasible is known', () => {
    const violation = ([a = 0]: Genotype): number => 0.1 + a / 40;
    const merits = acquisitionOf({ violation })
      .promisesOf(CANDIDATES)
      .map(({ merit }) => merit);

    expect(merits.every((merit) => merit >= 0 && merit <= 1)).toBe(true);
    expect(Math.max(...merits)).toBe(Math.max(...merits.slice(0, 4)));
  });

  it('reports what is known of violations beside the merit', () => {
    const violation = ([a = 0]: Genotype): number => (a > 20 ? a - 20 : 0);
    const foresee = (genotype: Genotype): Foresight => ({
      values: [undefined],
      violation: violation(genotype),
    });
    const { models, promisesOf } = acquisitionOf({ violation, foresee });

    expect(models.violation).toBeUndefined();
    expect(promisesOf(CANDIDATES).map((promise) => promise.violation)).toEqual(CANDIDATES.map(violation));
  });

  describe('of two objectives, one of them known', () => {
    const values = (genotype: Genotype) => [smooth(genotype), opposite(genotype)];
    const foresee = (genotype: Genotype): Foresight => ({
      values: [undefined, opposite(genotype)],
      violation: 0,
    });

    it('models the other one only', () => {
      const { models } = acquisitionOf({ values, foresee });

      expect(models.objectives.map((fitted) => fitted !== undefined)).toEqual([true, false]);
    });

    it.each(['ehvi', 'random-scalarization'] as const)(
      'is almost nothing on the front by %s',
      (multiObjective) => {
        const { promisesOf, situation } = acquisitionOf({ values, foresee, options: { multiObjective } });
        const front = promisesOf(situation.front.map((i) => OBSERVED[i]!)).map(({ merit }) => merit);
        const best = Math.max(...promisesOf(CANDIDATES).map(({ merit }) => merit));

        expect(Math.max(...front)).toBeLessThan(0.05 * best);
      },
    );

    it('gives nothing for what is known to be worst in one and is predicted to be bad in the other', () => {
      const { promisesOf } = acquisitionOf({ values, foresee });
      const promises = promisesOf(CANDIDATES);
      const worst = CANDIDATES.map((genotype, i) => ({ sum: smooth(genotype) + opposite(genotype), i }))
        .sort((a, b) => a.sum - b.sum)
        .slice(0, 3);

      expect(Math.max(...worst.map(({ i }) => promises[i]!.merit))).toBeLessThan(
        0.1 * Math.max(...promises.map(({ merit }) => merit)),
      );
    });
  });
});
