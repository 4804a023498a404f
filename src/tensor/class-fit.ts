import { areaUnderCurve } from './area-under-curve';
import { logSumExp } from './loss';

/** How well logits fit labels. */
export interface ClassFit {
  readonly kind: 'classes';
  /** Share of the examples whose largest logit is the label's; the first of equals counts. */
  readonly accuracy: number;
  /** Share of the examples whose label is among the five largest; with more than five classes only. */
  readonly top5Accuracy?: number;
  /** See `macroF1`. */
  readonly f1: number;
  /** See `macroAuc`. */
  readonly auc: number;
  /** Mean cross-entropy in nats. */
  readonly loss: number;
}

const TOP = 5;

/** @param logits `[count, classes]` */
export function classFit(logits: Float32Array, labels: Float32Array): ClassFit {
  const count = labels.length;
  const classes = logits.length / count;
  const confusion = { hits: counter(classes), predicted: counter(classes), actual: counter(classes) };
  /**
   * `[classes, count]`: log probabilities, for they rank as probabilities do and
   * do not round to 0; in the precision of the logits, so that what is equal but for rounding is equal.
   */
  const scores = new Float32Array(logits.length);
  let loss = 0;
  let correct = 0;
  let nearly = 0;
  for (let n = 0; n < count; n++) {
    const row = n * classes;
    const label = labels[n]!;
    const best = largestOf(logits, row, classes);
    const logSum = logSumExp(logits, row, classes, logits[row + best]!);
    for (let c = 0; c < classes; c++) scores[c * count + n] = logits[row + c]! - logSum;
    loss += logSum - logits[row + label]!;
    confusion.actual[label]! += 1;
    confusion.predicted[best]! += 1;
    if (best === label) {
      confusion.hits[label]! += 1;
      correct++;
    }
    if (classes > TOP && placeOf(logits, row, classes, label) < TOP) nearly++;
  }
  return {
    kind: 'classes',
    accuracy: correct / count,
    ...(classes > TOP && { top5Accuracy: nearly / count }),
    f1: macroF1(confusion),
    auc: macroAuc(scores, labels, classes),
    loss: loss / count,
  };
}

/**
 * Mean over the classes of the harmonic mean of precision and recall. A class
 * that is neither there nor predicted is left out.
 */
function macroF1({ hits, predicted, actual }: Record<'hits' | 'predicted' | 'actual', Float64Array>): number {
  let sum = 0;
  let classes = 0;
  hits.forEach((hit, c) => {
    const both = predicted[c]! + actual[c]!;
    if (both === 0) return;
    sum += (2 * hit) / both;
    classes++;
  });
  return sum / classes;
}

/**
 * Mean over the classes of the area under the ROC curve of each against the
 * rest; for two classes both areas are the same, and the area. A class without
 * examples, or with all of them, has no curve and is left out; where no class
 * has one the area is that of guessing, 0.5.
 *
 * @param scores `[classes, count]`
 */
function macroAuc(scores: Float32Array, labels: Float32Array, classes: number): number {
  const count = labels.length;
  const isPositive = new Uint8Array(count);
  let sum = 0;
  let curves = 0;
  for (let c = 0; c < (classes === 2 ? 1 : classes); c++) {
    for (let n = 0; n < count; n++) isPositive[n] = labels[n] === c ? 1 : 0;
    const area = areaUnderCurve(scores.subarray(c * count, (c + 1) * count), isPositive);
    if (area === undefined) continue;
    sum += area;
    curves++;
  }
  return curves === 0 ? 0.5 : sum / curves;
}

/** How many classes come before `label` when the largest logit is first, equals in their order. */
function placeOf(logits: Float32Array, row: number, classes: number, label: number): number {
  const own = logits[row + label]!;
  let place = 0;
  for (let c = 0; c < classes; c++) {
    const logit = logits[row + c]!;
    if (logit > own || (logit === own && c < label)) place++;
  }
  return place;
}

/** The first of equals. */
function largestOf(logits: Float32Array, row: number, classes: number): number {
  let best = 0;
  for (let c = 1; c < classes; c++) if (logits[row + c]! > logits[row + best]!) best = c;
  return best;
}

function counter(classes: number): Float64Array {
  return new Float64Array(classes);
}
