import { SPACES } from '../space/catalog';
import type { SpaceKind } from '../space/catalog';
import type { SpaceEntry } from '../space/space-entry';
import type { z } from 'zod';
import { knownInputOf } from './built-in-datasets';
import { taskSchema } from './task';
import type { TemplateChoices, TemplateTask } from './template';

/** What a search can start from: data to train on, or a table to look up in. */
export interface TemplateSource {
  /** One word for the command line. */
  readonly name: string;
  readonly title: string;
  readonly detail: string;
  readonly task?: TemplateTask;
  readonly estimator: TemplateChoices['estimator'];
  /** The only spaces that it can be searched with; those that fit the data without it. */
  readonly spaces?: readonly SpaceKind[];
}

/** The first question of *New Experiment*. Paths are examples: the person puts theirs. */
export const TEMPLATE_SOURCES: readonly TemplateSource[] = [
  {
    name: 'digits',
    title: 'Built-in digits',
    detail: '1,797 images of handwritten digits, 8x8: works at once',
    task: { kind: 'image-classification', dataset: 'digits' },
    estimator: { kind: 'training' },
  },
  {
    name: 'image-folder',
    title: 'Folder of images',
    detail: 'One sub-folder of PNG or JPEG files per class',
    task: {
      kind: 'image-classification',
      dataset: { format: 'image-folder', path: 'images', size: [32, 32], channels: 3 },
    },
    estimator: { kind: 'training' },
  },
  {
    name: 'idx',
    title: 'IDX files',
    detail: 'Images and labels as in MNIST, plain or .gz',
    task: {
      kind: 'image-classification',
      dataset: { format: 'idx', images: 'images-idx3-ubyte.gz', labels: 'labels-idx1-ubyte.gz' },
    },
    estimator: { kind: 'training' },
  },
  {
    name: 'csv',
    title: 'CSV file, classes',
    detail: 'One example a row, the class in a column',
    task: { kind: 'classification', dataset: { format: 'csv', path: 'data.csv', label: 'label' } },
    estimator: { kind: 'training', batchSize: 32 },
  },
  {
    name: 'csv-regression',
    title: 'CSV file, numbers to predict',
    detail: 'One example a row, the number in a column',
    task: { kind: 'regression', dataset: { format: 'csv', path: 'data.csv', label: 'target' } },
    estimator: { kind: 'training', batchSize: 32 },
  },
  {
    name: 'nas-bench-201',
    title: 'NAS-Bench-201 table',
    detail: 'Published results: a search takes seconds',
    estimator: { kind: 'table', path: 'nasbench201.json.gz', dataset: 'c10', epochs: 200 },
    spaces: ['nas-bench-201'],
  },
  {
    name: 'nas-bench-macro',
    title: 'NAS-Bench-Macro table',
    detail: 'Published results of chains of MobileNet blocks',
    estimator: { kind: 'table', path: 'nasbench-macro.json.gz' },
    spaces: ['nas-bench-macro'],
  },
  {
    name: 'table',
    title: 'Table of your own',
    detail: 'CSV or JSON results, with a declaration beside them that says what is in which column',
    estimator: { kind: 'table', path: 'results.json' },
    spaces: ['table'],
  },
];

/** The kinds of space that a source can be searched with, the likeliest first. */
export function spacesFor({ task, spaces }: Pick<TemplateSource, 'task' | 'spaces'>): readonly SpaceKind[] {
  if (spaces) return spaces;
  const entries: Readonly<Record<SpaceKind, SpaceEntry<z.ZodObject>>> = SPACES;
  const given = task ? knownInputOf(taskSchema.parse(task)).kind : 'unknown';
  return (Object.keys(entries) as SpaceKind[]).filter((kind) => {
    const { inputs } = entries[kind];
    return inputs === 'any' || inputs === given || (given === 'unknown' && inputs !== 'none');
  });
}
