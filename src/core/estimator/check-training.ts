import { expected } from '../base/errors';
import type { Shape } from '../graph/operation';
import type { Target } from './dataset';
import type { AugmentationSpec, TrainingSpec, ValidationMetric } from './options';

/** What of a data set decides which training options it can have. */
export interface TrainingData {
  readonly name: string;
  readonly inputShape: Shape;
  readonly target: { readonly kind: Target['kind']; readonly count: number };
}

const PLACE = 'estimator';

/** Throws `InputError` at the first option that these data cannot be trained with. */
export function checkTraining(spec: TrainingSpec, data: TrainingData): void {
  checkAugmentation(spec.augmentation, data);
  const { kind, count } = data.target;
  if (kind === 'values') {
    checkOff('labelSmoothing', spec.labelSmoothing, 0);
    checkOff('classWeights', spec.classWeights, null);
  } else if (Array.isArray(spec.classWeights)) {
    checkClassWeights(spec.classWeights, data.name, count);
  }
  const metrics = validationMetrics(kind, count);
  if (spec.earlyStoppingPatience !== null && !metrics.includes(spec.earlyStoppingMetric)) {
    const what = `a metric of ${data.name} (${metrics.join(', ')})`;
    throw expected(`${PLACE}.earlyStoppingMetric`, what, spec.earlyStoppingMetric);
  }
}

/** What is measured on the validation examples after each epoch. */
export function validationMetrics(kind: Target['kind'], classes: number): readonly ValidationMetric[] {
  if (kind === 'values') return ['valRmse', 'valMae', 'valR2', 'valLoss'];
  return [
    'valAccuracy',
    ...(classes > 5 ? (['valTop5Accuracy'] as const) : []),
    'valF1',
    'valAuc',
    'valLoss',
  ];
}

function checkAugmentation(
  { shift, crop, flipHorizontal, cutout }: AugmentationSpec,
  { name, inputShape }: TrainingData,
): void {
  const shape = `[${inputShape.join(', ')}]`;
  const isImages = inputShape.length === 3;
  const side = isImages ? Math.min(inputShape[0]!, inputShape[1]!) : 0;
  const asked = [
    { option: 'shift', value: shift, most: side - 1 },
    { option: 'crop', value: crop, most: side - 1 },
    { option: 'flipHorizontal', value: flipHorizontal, most: 1 },
    { option: 'cutout', value: cutout, most: side },
  ].filter(({ value }) => Number(value) > 0);
  for (const { option, value, most } of asked) {
    const place = `${PLACE}.augmentation.${option}`;
    const off = typeof value === 'boolean' ? 'false' : '0';
    if (!isImages)
      throw expected(place, `${off} for examples that are not images (${name} has ${shape})`, value);
    if (Number(value) > most) throw expected(place, `at most ${most} for images of ${shape}`, value);
  }
}

function checkOff(option: 'labelSmoothing' | 'classWeights', value: unknown, off: number | null): void {
  if (value !== off) throw expected(`${PLACE}.${option}`, `${off} where values are predicted`, value);
}

function checkClassWeights(weights: readonly number[], name: string, classes: number): void {
  const place = `${PLACE}.classWeights`;
  if (weights.length !== classes) {
    throw expected(place, `${classes} numbers, one for each class of ${name}`, weights);
  }
  if (weights.every((weight) => weight === 0)) throw expected(place, 'a number above 0', weights);
}
