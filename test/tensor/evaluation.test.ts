import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { evaluate, fitOf, metricsOfFit } from '../../src/tensor/evaluation';
import type { Fit } from '../../src/tensor/evaluation';
import type { Examples } from '../../src/core/estimator/dataset';
import type { ClassFit } from '../../src/tensor/class-fit';
import { Network } from '../../src/tensor/network';
import type { NetworkTask } from '../../src/tensor/network';
import { taskOf } from '../../src/tensor/task';
import { chain } from './architectures';
import { start } from './backends';
import { brightQuarters } from './datasets';

describe('classes', () => {
  it('are judged as worked out by hand', () => {
    // Predicted: a, b, b, c; the labels: a, a, b, c.
    const logits = [
      [3, 0, 0],
      [0, 1, 0],
      [0, 2, 0],
      [0, 0, 1],
    ];
    const fit = classFitOf(logits, [0, 0, 1, 2]);
    expect(fit.accuracy).toBe(3 / 4);
    // a: 2 * 1 / (1 + 2), b: 2 * 1 / (2 + 1), c: 2 * 1 / (1 + 1)
    expect(fit.f1).toBeCloseTo((2 / 3 + 2 / 3 + 1) / 3, 12);
    const losses = [
      -3 + Math.log(Math.exp(3) + 2),
      Math.log(Math.E + 2),
      -2 + Math.log(Math.exp(2) + 2),
      -1 + Math.log(Math.E + 2),
    ];
    expect(fit.loss).toBeCloseTo(losses.reduce((sum, loss) => sum + loss, 0) / 4, 6);
    // Probabilities of a: .91, .21 | .11, .21: pairs 1, 1, 1, 1/2. Of b: .79 | .05, .58, .21: all. Of c: .58 | .05, .21, .11: all.
    expect(fit.auc).toBeCloseTo((3.5 / 4 + 1 + 1) / 3, 12);
    expect(fit).not.toHaveProperty('top5Accuracy');
  });

  it('count the first of equal logits', () => {
    expect(classFitOf([[1, 1]], [0]).accuracy).toBe(1);
    expect(classFitOf([[1, 1]], [1]).accuracy).toBe(0);
  });

  it('of more than five have a share among the five largest', () => {
    const row = [6, 5, 4, 3, 2, 1];
    expect(classFitOf([row, row], [4, 5]).top5Accuracy).toBe(1 / 2);
    // Five others are as large, of which four come first.
    const equal = [1, 1, 1, 1, 1, 1];
    expect(classFitOf([equal, equal], [4, 5]).top5Accuracy).toBe(1 / 2);
  });

  it('that do not occur are left out of F1 and AUC', () => {
    const fit = classFitOf(
      [
        [2, 1, 0],
        [0, 2, 1],
      ],
      [0, 1],
    );
    expect({ f1: fit.f1, auc: fit.auc }).toEqual({ f1: 1, auc: 1 });
    // Class c is predicted and never right.
    expect(classFitOf([[0, 0, 1]], [0])).toMatchObject({ f1: 0, auc: 0.5 });
  });

  it('are judged as the definitions say', () => {
    const example = fc.tuple(
      fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 7, maxLength: 7 }),
      fc.integer({ min: 0, max: 6 }),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 7 }),
        fc.array(example, { minLength: 1, maxLength: 25 }),
        (classes, examples) => {
          const logits = examples.map(([row]) => row.slice(0, classes));
          const labels = examples.map(([, label]) => label % classes);
          const fit = classFitOf(logits, labels);
          const predicted = logits.map((row) => row.indexOf(Math.max(...row)));
          expect(fit.accuracy).toBeCloseTo(mean(predicted.map((c, n) => (c === labels[n] ? 1 : 0))), 12);
          expect(fit.f1).toBeCloseTo(naiveF1(predicted, labels, classes), 12);
          expect(fit.auc).toBeCloseTo(naiveAuc(logits, labels, classes), 12);
          if (classes <= 5) return;
          const top5 = logits.map((row, n) => {
            const order = row.map((_, c) => c).sort((a, b) => row[b]! - row[a]! || a - b);
            return order.slice(0, 5).includes(labels[n]!) ? 1 : 0;
          });
          expect(fit.top5Accuracy).toBeCloseTo(mean(top5), 12);
        },
      ),
    );
  });
});

describe('values', () => {
  const task: NetworkTask & { kind: 'values' } = {
    kind: 'values',
    names: ['u', 'v'],
    mean: [100, 0],
    deviation: [10, 1],
  };

  it('are judged in the units of the data, as worked out by hand', () => {
    // u is predicted as 110 and 90, v as 1 and -1.
    const fit = fitOf(Float32Array.of(1, 1, -1, -1), Float32Array.of(114, 1, 94, -3), task);
    expect(fit).toEqual({
      kind: 'values',
      loss: (16 + 0 + 16 + 4) / 4,
      rmse: 3,
      mae: (4 + 0 + 4 + 2) / 4,
      // u: 1 - 32 / 200; v: 1 - 4 / 8
      r2: (1 - 32 / 200 + 1 - 4 / 8) / 2,
    });
  });

  it('that do not vary are explained wholly or not at all', () => {
    const constant = { ...task, names: ['u'], mean: [5], deviation: [1] };
    expect(fitOf(Float32Array.of(0, 0), Float32Array.of(5, 5), constant)).toMatchObject({ r2: 1, rmse: 0 });
    expect(fitOf(Float32Array.of(0, 1), Float32Array.of(5, 5), constant)).toMatchObject({ r2: 0 });
  });
});

it.each(['plan', 'wasm', 'cpu'] as const)(
  'examples in shared memory are judged alike on %s',
  async (backend) => {
    await start(backend);
    const data = brightQuarters({ train: 1, validation: 30, test: 0 });
    const network = Network.create(chain([6, 6, 1], 4), taskOf(data), 1);
    const x = new Float32Array(new SharedArrayBuffer(data.validation.x.byteLength));
    x.set(data.validation.x);
    const judge = (examples: Examples): Promise<Fit> => evaluate(network, examples, () => Promise.resolve());
    expect(await judge({ ...data.validation, x })).toEqual(await judge(data.validation));
    network.dispose();
  },
);

it('a fit has the names of the metric catalogue', () => {
  const fit: ClassFit = { kind: 'classes', loss: 1, accuracy: 0.5, top5Accuracy: 1, f1: 0.25, auc: 0.75 };
  expect(metricsOfFit(fit, 'test')).toEqual({
    testLoss: 1,
    testAccuracy: 0.5,
    testTop5Accuracy: 1,
    testF1: 0.25,
    testAuc: 0.75,
  });
  expect(metricsOfFit({ kind: 'values', loss: 4, rmse: 2, mae: 1, r2: 0 }, 'val')).toEqual({
    valLoss: 4,
    valRmse: 2,
    valMae: 1,
    valR2: 0,
  });
});

function classFitOf(logits: readonly (readonly number[])[], labels: readonly number[]): ClassFit {
  const names = logits[0]!.map((_, c) => `${c}`);
  const fit = fitOf(Float32Array.from(logits.flat()), Float32Array.from(labels), { kind: 'classes', names });
  if (fit.kind !== 'classes') throw new Error('expected a fit of classes');
  return fit;
}

function naiveF1(predicted: readonly number[], labels: readonly number[], classes: number): number {
  const scores: number[] = [];
  for (let c = 0; c < classes; c++) {
    const hits = labels.filter((label, n) => label === c && predicted[n] === c).length;
    const precision = hits / predicted.filter((one) => one === c).length;
    const recall = hits / labels.filter((one) => one === c).length;
    // 0 / 0: there is no such class, or none was predicted.
    if (Number.isNaN(precision) && Number.isNaN(recall)) continue;
    scores.push(hits === 0 ? 0 : (2 * precision * recall) / (precision + recall));
  }
  return mean(scores);
}

function naiveAuc(
  logits: readonly (readonly number[])[],
  labels: readonly number[],
  classes: number,
): number {
  const areas: number[] = [];
  for (let c = 0; c < classes; c++) {
    const scores = logits.map(
      (row) => -Math.log(row.reduce((sum, logit) => sum + Math.exp(logit - row[c]!), 0)),
    );
    const pairs = scores.flatMap((a, n) =>
      labels[n] === c ? scores.flatMap((b, m) => (labels[m] === c ? [] : [order(a, b)])) : [],
    );
    if (pairs.length > 0) areas.push(mean(pairs));
  }
  return areas.length === 0 ? 0.5 : mean(areas);
}

/** 1 when a is higher, half when they are equal but for rounding. */
function order(a: number, b: number): number {
  return Math.abs(a - b) < 1e-9 ? 0.5 : a > b ? 1 : 0;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
