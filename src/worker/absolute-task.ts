import path from 'node:path';
import type { DatasetSpec, TaskSpec } from '../core/experiment/task';

/** The task with its paths made absolute, for a process that runs elsewhere. */
export function absoluteTask(task: TaskSpec, baseFolder: string): TaskSpec {
  return { ...task, dataset: absoluteDataset(task.dataset, (file) => path.resolve(baseFolder, file)) };
}

function absoluteDataset(dataset: DatasetSpec, absolute: (file: string) => string): DatasetSpec {
  if (typeof dataset === 'string') return dataset;
  switch (dataset.format) {
    case 'idx': {
      const { images, labels, testImages, testLabels } = dataset;
      return {
        ...dataset,
        images: absolute(images),
        labels: absolute(labels),
        ...(testImages === undefined ? {} : { testImages: absolute(testImages) }),
        ...(testLabels === undefined ? {} : { testLabels: absolute(testLabels) }),
      };
    }
    case 'csv':
    case 'image-folder':
      return { ...dataset, path: absolute(dataset.path) };
  }
}
