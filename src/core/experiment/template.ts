import { SPACES } from '../space/catalog';
import type { SpaceKind } from '../space/catalog';
import { STRATEGIES } from '../strategy/catalog';
import type { StrategyKind } from '../strategy/catalog';
import { knownInputOf } from './built-in-datasets';
import type { Budget } from './experiment';
import { jsonLine, jsonBlock } from './json-text';
import { defaultObjectives } from './resolve';
import { taskSchema } from './task';

/** A task as a template writes it: without the keys whose defaults are good. */
export interface TemplateTask {
  readonly kind: 'image-classification' | 'classification' | 'regression';
  readonly dataset: string | Readonly<Record<string, unknown>>;
}

/** What *New Experiment* asks, answered. */
export interface TemplateChoices {
  /** Not there with a table, which brings its own. */
  readonly task?: TemplateTask;
  readonly space: SpaceKind;
  readonly strategy: StrategyKind;
  readonly estimator:
    | { readonly kind: 'training'; readonly epochs?: number; readonly batchSize?: number }
    | {
        readonly kind: 'table';
        readonly path: string;
        readonly dataset?: string;
        readonly epochs?: number;
      };
  readonly budget: Budget;
}

/**
 * A commented experiment file that is valid as it stands. The caller gives a
 * space out of `spacesFor`.
 */
export function experimentTemplate(choices: TemplateChoices): string {
  const { task, space, strategy, estimator, budget } = choices;
  const parts = [
    ...(task ? [part('task', task, ['What the network is for, and the data.'])] : []),
    part('space', spaceOptions(choices), [SPACES[space].summary]),
    part('strategy', strategyOptions({ ...choices, budget }), [STRATEGIES[strategy].summary]),
    part('estimator', estimatorOptions(choices), [
      estimator.kind === 'training'
        ? 'Each candidate is trained and measured on the validation examples.'
        : 'Each candidate is looked up; nothing is trained.',
    ]),
    part('objectives', objectives(choices), [
      'What to make good, the most important first. Several objectives give a front to choose from.',
    ]),
    commentedOut(
      'constraints',
      [{ metric: 'paramCount', max: 200_000 }],
      'Limits that a candidate must keep:',
    ),
    part('budget', budget, ['The search ends at whichever limit comes first.']),
    ...(estimator.kind === 'training'
      ? [
          part('execution', { evaluators: 'auto', trialMinutes: 2 }, [
            'Processes that train at the same time.',
          ]),
        ]
      : []),
    part('seed', 1, ['The same experiment and seed propose the same candidates.']),
  ];
  const head =
    '// An experiment of NAS Workbench. Every key explains itself: hover it, or ask for completion.';
  return `${head}\n{\n${parts.join('\n\n')}\n}\n`;
}

function part(name: string, value: unknown, comments: readonly string[]): string {
  const lines = [...comments.map((comment) => `// ${comment}`), `"${name}": ${jsonBlock(value)},`];
  return indented(lines.join('\n'), '  ');
}

function commentedOut(name: string, value: unknown, comment: string): string {
  return indented(`// ${comment}\n// "${name}": ${jsonLine(value)},`, '  ');
}

function indented(text: string, by: string): string {
  return text.replace(/^/gm, by);
}

/** Small enough that a laptop trains dozens of candidates in minutes. */
function spaceOptions({ task, space, estimator }: TemplateChoices): object {
  if (space === 'custom') {
    const images = task && knownInputOf(taskSchema.parse(task)).kind === 'images';
    return { kind: space, layers: images ? IMAGE_LAYERS : VECTOR_LAYERS };
  }
  if (space === 'nas-bench-macro' && estimator.kind === 'training')
    return { kind: space, stemChannels: 8, headChannels: 64 };
  return space === 'nas-bench-201' && estimator.kind === 'training'
    ? { kind: space, stemChannels: 8, cellsPerStage: 1 }
    : { kind: space };
}

const IMAGE_LAYERS = [
  {
    kind: 'conv2d',
    name: 'stem',
    filters: { choose: [8, 16] },
    kernel: { choose: [3, 5] },
    norm: 'batch',
    activation: 'relu',
  },
  {
    kind: 'separable_conv2d',
    filters: { choose: [16, 32] },
    kernel: { choose: [3, 5] },
    norm: 'batch',
    activation: 'relu',
    repeat: { choose: [1, 2] },
  },
  { kind: 'max_pool2d', size: 2, optional: true },
  {
    kind: 'conv2d',
    filters: { choose: [16, 32, 64] },
    kernel: { choose: [1, 3] },
    norm: 'batch',
    activation: 'relu',
  },
];

const VECTOR_LAYERS = [
  {
    kind: 'dense',
    units: { choose: [16, 32, 64] },
    activation: { choose: ['relu', 'tanh'] },
    repeat: { choose: [1, 2, 3] },
  },
  { kind: 'dropout', rate: { choose: [0.1, 0.3] }, optional: true },
];

/** The papers' defaults are made for thousands of trials: a tenth of the budget is alive at once, as far as it goes. */
function strategyOptions({ strategy, space, budget: { trials } }: TemplateChoices): object {
  // A grid in its plain order is for budgets that go through all of it.
  if (strategy === 'grid') return { kind: strategy, order: 'shuffled' };
  // Hundreds of links and weights: whole neighbourhoods are as large.
  if (strategy === 'local-search' && space === 'cppn')
    return { kind: strategy, neighbourhood: 'first-better' };
  if (strategy !== 'regularized-evolution') return { kind: strategy, ...smallPopulation(strategy, trials) };
  const populationSize = Math.min(100, trials ?? 100, Math.max(10, Math.round((trials ?? 100) / 10)));
  const sampleSize = Math.min(populationSize, Math.max(3, Math.round(populationSize / 4)));
  return { kind: strategy, populationSize, sampleSize };
}

/** A population that a small budget fills is a random search: it gets four generations. */
function smallPopulation(strategy: StrategyKind, trials = Infinity): object {
  const usual: Readonly<Record<string, unknown>> = STRATEGIES[strategy].options.parse({ kind: strategy });
  const { populationSize, sampleSize } = usual;
  if (typeof populationSize !== 'number' || populationSize <= trials) return {};
  const fitting = Math.max(2, Math.floor(trials / 4));
  return {
    populationSize: fitting,
    ...(typeof sampleSize === 'number' ? { sampleSize: Math.min(sampleSize, fitting) } : {}),
  };
}

function estimatorOptions({ estimator }: TemplateChoices): object {
  if (estimator.kind === 'table') return estimator;
  const { epochs = 8, batchSize = 64 } = estimator;
  return { kind: 'training', epochs, batchSize };
}

function objectives({ task, estimator }: TemplateChoices): readonly object[] {
  if (estimator.kind === 'table') return [{ metric: 'valAccuracy', goal: 'maximize' }];
  const [quality] = defaultObjectives(task && taskSchema.parse(task));
  return [quality!, { metric: 'paramCount', goal: 'minimize' }];
}
