export const GOALS = ['maximize', 'minimize'] as const;

export type Goal = (typeof GOALS)[number];

/** What a number counts; decides how it is written. `fraction` is in [0, 1] and shown as a percentage. */
export const UNITS = ['fraction', 'percent', 'count', 'ms', 's', 'bytes', 'mJ', 'loss'] as const;

export type Unit = (typeof UNITS)[number];

export interface MetricSpec {
  readonly title: string;
  readonly unit: Unit;
  /** The direction that is better when nothing else is said. */
  readonly goal: Goal;
  readonly description: string;
}

/** The metrics that the product itself measures. A table may bring others. */
export const METRICS = {
  valAccuracy: {
    title: 'Validation accuracy',
    unit: 'fraction',
    goal: 'maximize',
    description: 'Share of validation examples whose class is predicted, in [0, 1].',
  },
  valTop5Accuracy: {
    title: 'Validation top-5 accuracy',
    unit: 'fraction',
    goal: 'maximize',
    description:
      'Share of validation examples whose class is among the five most probable; with more than five classes.',
  },
  valF1: {
    title: 'Validation F1',
    unit: 'fraction',
    goal: 'maximize',
    description:
      'Mean over the classes of the harmonic mean of precision and recall on the validation examples (macro F1).',
  },
  valAuc: {
    title: 'Validation AUC',
    unit: 'fraction',
    goal: 'maximize',
    description:
      'Area under the ROC curve on the validation examples; of more than two classes, the mean of each against the rest.',
  },
  valLoss: {
    title: 'Validation loss',
    unit: 'loss',
    goal: 'minimize',
    description: 'Mean cross-entropy (nats) or mean squared error on the validation examples.',
  },
  valMae: {
    title: 'Validation MAE',
    unit: 'loss',
    goal: 'minimize',
    description: 'Mean absolute error on the validation examples, in units of the target.',
  },
  valRmse: {
    title: 'Validation RMSE',
    unit: 'loss',
    goal: 'minimize',
    description: 'Root mean squared error on the validation examples, in units of the target.',
  },
  valR2: {
    title: 'Validation R²',
    unit: 'loss',
    goal: 'maximize',
    description: 'Share of the variance of the validation targets that is explained; at most 1.',
  },
  trainLoss: {
    title: 'Training loss',
    unit: 'loss',
    goal: 'minimize',
    description: 'Mean training loss of the last epoch.',
  },
  trainMs: {
    title: 'Training time',
    unit: 'ms',
    goal: 'minimize',
    description: 'Wall time of training, without evaluation.',
  },
  epochs: { title: 'Epochs', unit: 'count', goal: 'minimize', description: 'Epochs that were trained.' },
  paramCount: {
    title: 'Parameters',
    unit: 'count',
    goal: 'minimize',
    description: 'Trainable weights.',
  },
  macs: {
    title: 'MACs',
    unit: 'count',
    goal: 'minimize',
    description: 'Multiply-accumulates of one forward pass on one example.',
  },
  activationBytes: {
    title: 'Activation memory',
    unit: 'bytes',
    goal: 'minimize',
    description: 'Largest sum of live float32 activations of one example in a forward pass.',
  },
  latencyMs: {
    title: 'Latency',
    unit: 'ms',
    goal: 'minimize',
    description: 'Median wall time of predicting one example, after warm-up, on this machine and backend.',
  },
  latencySpreadMs: {
    title: 'Latency spread',
    unit: 'ms',
    goal: 'minimize',
    description: 'Interquartile range of the wall times whose median is the latency.',
  },
  latencyBatchMs: {
    title: 'Batch latency',
    unit: 'ms',
    goal: 'minimize',
    description: 'Median wall time of predicting one batch (64 examples, or estimator.device.batchSize).',
  },
  latencyBatchSpreadMs: {
    title: 'Batch latency spread',
    unit: 'ms',
    goal: 'minimize',
    description: 'Interquartile range of the wall times whose median is the batch latency.',
  },
  peakMemoryBytes: {
    title: 'Peak memory',
    unit: 'bytes',
    goal: 'minimize',
    description:
      'Largest sum of live tensors, weights included, while one example is predicted; what kernels use inside a call is not counted.',
  },
  peakTrainMemoryBytes: {
    title: 'Peak training memory',
    unit: 'bytes',
    goal: 'minimize',
    description:
      'Largest sum of live tensors in a training step: weights, gradients, optimizer and the activations of a batch.',
  },
  energyMj: {
    title: 'Energy',
    unit: 'mJ',
    goal: 'minimize',
    description:
      "Measured energy of predicting one example: the processor package's own counter (RAPL), idle power and other work on the machine included.",
  },
  energyEstimateMj: {
    title: 'Energy (estimate)',
    unit: 'mJ',
    goal: 'minimize',
    description:
      'Estimate, not a measurement: MACs and memory traffic of one prediction times published costs of a 45 nm processor. Good for ranking candidates.',
  },
  reward: {
    title: 'Reward',
    unit: 'loss',
    goal: 'maximize',
    description: 'Quality and cost as one number, as the key reward of the experiment says; in [-1, 1].',
  },
  testAccuracy: {
    title: 'Test accuracy',
    unit: 'fraction',
    goal: 'maximize',
    description: 'Share of test examples whose class is predicted; measured once, after the search.',
  },
  testTop5Accuracy: {
    title: 'Test top-5 accuracy',
    unit: 'fraction',
    goal: 'maximize',
    description:
      'Share of test examples whose class is among the five most probable; measured once, after the search.',
  },
  testF1: {
    title: 'Test F1',
    unit: 'fraction',
    goal: 'maximize',
    description: 'Macro F1 on the test examples; measured once, after the search.',
  },
  testAuc: {
    title: 'Test AUC',
    unit: 'fraction',
    goal: 'maximize',
    description: 'Area under the ROC curve on the test examples; measured once, after the search.',
  },
  testLoss: {
    title: 'Test loss',
    unit: 'loss',
    goal: 'minimize',
    description: 'Mean loss on the test examples; measured once, after the search.',
  },
  testRmse: {
    title: 'Test RMSE',
    unit: 'loss',
    goal: 'minimize',
    description: 'Root mean squared error on the test examples; measured once, after the search.',
  },
  testMae: {
    title: 'Test MAE',
    unit: 'loss',
    goal: 'minimize',
    description: 'Mean absolute error on the test examples; measured once, after the search.',
  },
  testR2: {
    title: 'Test R²',
    unit: 'loss',
    goal: 'maximize',
    description:
      'Share of the variance of the test targets that is explained; measured once, after the search.',
  },
} as const satisfies Record<string, MetricSpec>;

export type MetricName = keyof typeof METRICS;

/** The spec of `name`; an unknown metric counts as a loss named after itself. */
export function metricSpec(name: string): MetricSpec {
  const known: Readonly<Record<string, MetricSpec>> = METRICS;
  const spec = Object.hasOwn(known, name) ? known[name] : undefined;
  return spec ?? { title: name, unit: 'loss', goal: 'minimize', description: '' };
}
