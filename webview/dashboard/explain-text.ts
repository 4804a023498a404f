import * as l10n from '@vscode/l10n';
import { objectivesOf } from '../../src/core/journal/query';
import type { RunState, TrialRecord } from '../../src/core/journal/run-state';
import { formatMetric, formatSignificant } from '../../src/core/drawing/format';
import { epochCountText } from './counts';

const OPERATORS: Readonly<Record<string, string>> = {
  sample: l10n.t('Drawn at random'),
  mutation: l10n.t('Changed from its parent'),
  neighbour: l10n.t('A neighbour of its parent'),
  crossover: l10n.t('Crossed from its parents'),
  acquisition: l10n.t('Promises most by what was measured so far'),
  promotion: l10n.t('Trained longer, because its parent did well'),
  policy: l10n.t('Drawn from the policy that is being learned'),
  enqueued: l10n.t('Asked for by a person'),
  rerun: l10n.t('Measured again, as a person asked'),
};

type Value = number | string;

/** What the names that strategies share say, with their values. See `Proposal.explain`. */
const PHRASES: Readonly<Record<string, (value: Value) => string>> = {
  tournament: (size) => l10n.t('the parent won a tournament of {0}', text(size)),
  population: (size) => l10n.t('the population has {0} members', text(size)),
  generation: (number) => l10n.t('generation {0}', text(number)),
  acquisition: (value) => l10n.t('acquisition value {0}', text(value)),
  rung: (number) => l10n.t('rung {0}', text(number)),
  bracket: (number) => l10n.t('bracket {0}', text(number)),
  resource: (epochs) => epochCountText(Number(epochs)),
  modelEpochs: (epochs) =>
    epochs === 1
      ? l10n.t('the model knows trials after 1 epoch')
      : l10n.t('the model knows trials after {0} epochs', text(epochs)),
  modelTrials: (count) =>
    count === 1 ? l10n.t('the model has seen 1 trial') : l10n.t('the model has seen {0} trials', text(count)),
  species: (number) => l10n.t('species {0}', text(number)),
  temperature: (value) => l10n.t('temperature {0}', text(value)),
  epsilon: (share) => l10n.t('{0} of the choices are random', percent(share)),
  randomChoices: (count) =>
    count === 1 ? l10n.t('1 choice was random') : l10n.t('{0} choices were random', text(count)),
  probability: (share) => l10n.t('taken with a probability of {0}', percent(share)),
  stage: (number) => l10n.t('stage {0}', text(number)),
  level: (number) =>
    number === 1
      ? l10n.t('1 choice away from the simplest candidate')
      : l10n.t('{0} choices away from the simplest candidate', text(number)),
  rankCorrelation: (value) =>
    l10n.t('forecasts and measurements have a rank correlation of {0}', text(value)),
  neighboursLeft: (count) =>
    count === 1
      ? l10n.t('1 neighbour is left to try')
      : l10n.t('{0} neighbours are left to try', text(count)),
  start: (number) => l10n.t('start {0}', text(number)),
  walk: (number) => l10n.t('walk {0}', text(number)),
  parentRank: (rank) => l10n.t('the parent is on front {0}', Number(rank) + 1),
};

/** Why a trial was asked, as a sentence: what made it, and what its strategy says of the choice. */
export function explanationOf(state: RunState, { operator, explain }: TrialRecord): string {
  const made = OPERATORS[operator] ?? l10n.t('Made by {0}', operator);
  const { mean, sd, parentScore, ...others } = explain;
  const phrases = [
    ...(parentScore === undefined ? [] : [l10n.t('the parent measured {0}', scoreText(state, parentScore))]),
    ...(mean === undefined ? [] : [l10n.t('forecast {0}', scoreText(state, mean) + spreadText(state, sd))]),
    ...Object.entries(others).map(
      ([name, value]) => PHRASES[name]?.(value) ?? `${inWords(name)} ${text(value)}`,
    ),
  ];
  return phrases.length === 0
    ? l10n.t({ message: '{0}.', args: [made], comment: ['What made a trial'] })
    : l10n.t({
        message: '{0}: {1}.',
        args: [made, phrases.join(', ')],
        comment: ['What made a trial, and what its strategy says of the choice'],
      });
}

/** Scores are higher-is-better: one of a metric to be minimised has the other sign. */
function scoreText(state: RunState, score: Value): string {
  const [objective] = objectivesOf(state);
  if (!objective || typeof score !== 'number') return text(score);
  return formatMetric(objective.metric, objective.goal === 'maximize' ? score : -score);
}

function spreadText(state: RunState, sd: Value | undefined): string {
  const [objective] = objectivesOf(state);
  return sd === undefined || typeof sd !== 'number' || !objective
    ? ''
    : ` ± ${formatMetric(objective.metric, sd)}`;
}

function text(value: Value): string {
  return typeof value === 'number' ? formatSignificant(value) : value;
}

function percent(value: Value): string {
  return typeof value === 'number' ? `${formatSignificant(value * 100)}\u202f%` : value;
}

/** `parentScore` as a person would write it. */
function inWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
