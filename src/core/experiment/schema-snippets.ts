import { parse } from 'jsonc-parser';
import { SPACES } from '../space/catalog';
import { STRATEGIES } from '../strategy/catalog';
import { TEMPLATE_SOURCES, spacesFor } from './template-sources';
import { experimentTemplate } from './template';

/** A part of the file that completion offers as a whole; `^` marks text that is no string. */
export interface Snippet {
  readonly label: string;
  readonly description: string;
  readonly body: unknown;
}

/** By the part of the file that they fill. */
export const SNIPPETS: Readonly<Record<string, readonly Snippet[]>> = {
  task: [
    {
      label: 'Built-in digits',
      description: '1,797 images of handwritten digits, 8x8.',
      body: { kind: 'image-classification', dataset: 'digits' },
    },
    {
      label: 'CSV file',
      description: 'One example a row, the label in a column.',
      body: {
        kind: '${1|classification,regression|}',
        dataset: { format: 'csv', path: '${2:data.csv}', label: '${3:label}' },
      },
    },
    {
      label: 'Image folder',
      description: 'One sub-folder of PNG or JPEG files per class.',
      body: {
        kind: 'image-classification',
        dataset: { format: 'image-folder', path: '${1:images}', size: [32, 32], channels: 3 },
      },
    },
    {
      label: 'IDX files',
      description: 'Images and labels as in MNIST.',
      body: {
        kind: 'image-classification',
        dataset: { format: 'idx', images: '${1:images.idx.gz}', labels: '${2:labels.idx.gz}' },
      },
    },
  ],
  space: Object.entries(SPACES).map(([kind, { title, summary }]) => ({
    label: title,
    description: summary,
    body: { kind },
  })),
  strategy: Object.entries(STRATEGIES).map(([kind, entry]) => strategySnippet(kind, entry)),
  estimator: [
    {
      label: 'Training',
      description: 'Train each candidate for real.',
      body: { kind: 'training', epochs: '^${1:8}', batchSize: '^${2:64}' },
    },
    {
      label: 'Table',
      description: 'Look each candidate up in a benchmark file.',
      body: { kind: 'table', path: '${1:table.json}' },
    },
  ],
  reward: [
    {
      label: 'Accuracy against size',
      description: 'One number of both (MONAS), for a strategy that looks for one.',
      body: {
        kind: 'mixed',
        alpha: '^${1:0.5}',
        quality: { metric: 'valAccuracy', range: [0.5, 1] },
        cost: { metric: '${2:paramCount}', range: ['^${3:1000000}', '^${4:1000}'] },
      },
    },
  ],
  objectives: [
    {
      label: 'Accuracy',
      description: 'The most accurate network.',
      body: [{ metric: 'valAccuracy', goal: 'maximize' }],
    },
    {
      label: 'Accuracy and size',
      description: 'The front of accuracy against parameters.',
      body: [
        { metric: 'valAccuracy', goal: 'maximize' },
        { metric: 'paramCount', goal: 'minimize' },
      ],
    },
  ],
  constraints: [
    {
      label: 'Size limit',
      description: 'At most so many parameters.',
      body: [{ metric: 'paramCount', max: '^${1:200000}' }],
    },
  ],
  budget: [
    {
      label: 'Trials and minutes',
      description: 'End at whichever comes first.',
      body: { trials: '^${1:60}', minutes: '^${2:20}' },
    },
  ],
};

/** A whole file for each thing that a search can start from, offered where there is none yet. */
export function fileSnippets(): Snippet[] {
  return TEMPLATE_SOURCES.flatMap((source) => {
    const [space] = spacesFor(source);
    if (!space) return [];
    const text = experimentTemplate({
      ...(source.task ? { task: source.task } : {}),
      space,
      strategy: 'auto',
      estimator: source.estimator,
      budget: { trials: 60 },
    });
    const body: unknown = parse(text, [], { allowTrailingComma: true });
    return [{ label: `Experiment: ${source.title}`, description: source.detail, body }];
  });
}

/** A strategy with every option as its paper has it, one tab stop each. */
function strategySnippet(kind: string, entry: (typeof STRATEGIES)[keyof typeof STRATEGIES]): Snippet {
  const { title, summary, source } = entry;
  const defaults: Readonly<Record<string, unknown>> = entry.options.safeParse({ kind }).data ?? { kind };
  let stop = 0;
  const body = Object.fromEntries(
    Object.entries(defaults).map(([key, value]) => [key, key === 'kind' ? kind : withStop(value)]),
  );
  return { label: title, description: `${summary} ${source}.`, body };

  function withStop(value: unknown): unknown {
    if (typeof value === 'string') return `\${${++stop}:${value}}`;
    return typeof value === 'number' || typeof value === 'boolean' ? `^\${${++stop}:${value}}` : value;
  }
}
