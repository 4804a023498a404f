import type { Shape } from '../graph/operation';
import type { DatasetSpec, TaskSpec } from './task';

/** What is known of data that ships with the extension without reading it. */
export interface BuiltInDataset {
  readonly title: string;
  readonly inputShape: Shape;
  readonly outputUnits: number;
  readonly examples: number;
}

type BuiltInName = Extract<DatasetSpec, string>;

const BUILT_IN_DATASETS: Readonly<Record<BuiltInName, BuiltInDataset>> = {
  digits: {
    title: 'Handwritten digits (UCI), 1,797 images of 8x8',
    inputShape: [8, 8, 1],
    outputUnits: 10,
    examples: 1797,
  },
};

/** How a task's examples come in, as far as the experiment says. */
export interface KnownInput {
  /** `unknown`: as the file has it. */
  readonly kind: 'images' | 'vectors' | 'unknown';
  /** Absent when only the files say. */
  readonly inputShape?: Shape;
  readonly outputUnits?: number;
  /** Examples to train on, rounded up. */
  readonly trainExamples?: number;
}

/** A classification of vectors takes images as vectors too: their pixels in a row. */
export function knownInputOf(task: TaskSpec): KnownInput {
  const { dataset, kind } = task;
  const images = kind === 'image-classification';
  const shapeOf = (shape: Shape): Shape => (images ? shape : [shape.reduce((a, b) => a * b, 1)]);
  if (typeof dataset === 'string') {
    const { inputShape, outputUnits, examples } = BUILT_IN_DATASETS[dataset];
    const rest = examples * (1 - task.testFraction - task.validationFraction);
    return {
      kind: images ? 'images' : 'vectors',
      inputShape: shapeOf(inputShape),
      outputUnits,
      trainExamples: Math.max(1, Math.ceil(rest)),
    };
  }
  if (dataset.format === 'image-folder') {
    return { kind: images ? 'images' : 'vectors', inputShape: shapeOf([...dataset.size, dataset.channels]) };
  }
  if (dataset.format === 'csv' && dataset.imageShape) {
    // A regression keeps the shape that the file was given.
    return kind === 'classification'
      ? { kind: 'vectors', inputShape: shapeOf(dataset.imageShape) }
      : { kind: 'images', inputShape: dataset.imageShape };
  }
  if (dataset.format === 'csv') return { kind: 'vectors' };
  return { kind: images ? 'images' : kind === 'classification' ? 'vectors' : 'unknown' };
}
