/** Mean loss of a batch, and its gradient. */
export interface BatchLoss {
  /** What training makes small. */
  readonly loss: number;
  /** The same in the units of the data, for people. */
  readonly reported: number;
  /** d loss / d outputs, in the layout of the outputs. */
  readonly gradient: Float32Array;
}

/** How outputs are judged; plain loops in double precision, so that every backend is judged alike. */
export interface Loss {
  /**
   * @param outputs `[count, units]`
   * @param targets as `Examples.y`, of the same examples
   */
  ofBatch(outputs: Float32Array, targets: Float32Array): BatchLoss;
}

/**
 * Softmax cross-entropy in nats.
 *
 * @param smoothing share of the target that is spread over all classes (Szegedy et al. 2016, section 7)
 */
export function crossEntropy(classes: number, smoothing: number): Loss {
  return {
    ofBatch(logits, labels) {
      const gradient = new Float32Array(logits.length);
      const spread = smoothing / classes;
      let total = 0;
      labels.forEach((label, n) => {
        const row = logits.subarray(n * classes, (n + 1) * classes);
        const logSum = logSumExp(row);
        row.forEach((logit, c) => {
          const target = spread + (c === label ? 1 - smoothing : 0);
          const logProbability = logit - logSum;
          total -= target * logProbability;
          gradient[n * classes + c] = (Math.exp(logProbability) - target) / labels.length;
        });
      });
      const loss = total / labels.length;
      return { loss, reported: loss, gradient };
    },
  };
}

/**
 * Mean over examples and targets of the squared error of standardised values.
 *
 * @param deviation of each target, for the reported loss in squared units of the data
 */
export function squaredError(deviation: readonly number[]): Loss {
  return {
    ofBatch(outputs, targets) {
      const gradient = new Float32Array(outputs.length);
      let total = 0;
      let reported = 0;
      targets.forEach((target, i) => {
        const error = outputs[i]! - target;
        total += error * error;
        reported += (error * deviation[i % deviation.length]!) ** 2;
        gradient[i] = (2 * error) / targets.length;
      });
      return { loss: total / targets.length, reported: reported / targets.length, gradient };
    },
  };
}

/** log of the sum of exponentials, without overflow. */
export function logSumExp(values: Float32Array): number {
  let largest = -Infinity;
  for (const value of values) if (value > largest) largest = value;
  let sum = 0;
  for (const value of values) sum += Math.exp(value - largest);
  return largest + Math.log(sum);
}
