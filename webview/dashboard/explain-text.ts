import { objectivesOf } from '../../src/core/journal/query';
import type { RunState, TrialRecord } from '../../src/core/journal/run-state';
import { formatMetric, formatSignificant } from '../../src/core/drawing/format';

const OPERATORS: Readonly<Record<string, string>> = {
  sample: 'Drawn at random',
  mutation: 'Changed from its parent',
  neighbour: 'A neighbour of its parent',
  crossover: 'Crossed from its parents',
  acquisition: 'Promises most by what was measured so far',
  promotion: 'Trained longer, because its parent did well',
  policy: 'Drawn from the policy that is being learned',
  enqueued: 'Asked for by a person',
  rerun: 'Measured again, as a person asked',
};

type Value = number | string;

/** What the names that strategies share say, with their values. See `Proposal.explain`. */
const PHRASES: Readonly<Record<string, (value: Value) => string>> = {
  tournament: (size) => `the parent won a tournament of ${text(size)}`,
  population: (size) => `the population has ${text(size)} members`,
  generation: (number) => `generation ${text(number)}`,
  acquisition: (value) => `acquisition value ${text(value)}`,
  rung: (number) => `rung ${text(number)}`,
  bracket: (number) => `bracket ${text(number)}`,
  resource: (epochs) => `${text(epochs)} epochs`,
  modelEpochs: (epochs) => `the model knows trials after ${text(epochs)} epochs`,
  modelTrials: (count) => `the model has seen ${text(count)} trials`,
  species: (number) => `species ${text(number)}`,
  temperature: (value) => `temperature ${text(value)}`,
  epsilon: (share) => `${percent(share)} of the choices are random`,
  randomChoices: (count) => `${text(count)} choices were random`,
  probability: (share) => `taken with a probability of ${percent(share)}`,
  stage: (number) => `stage ${text(number)}`,
  level: (number) => `${text(number)} choices away from the simplest candidate`,
  rankCorrelation: (value) => `forecasts and measurements have a rank correlation of ${text(value)}`,
  neighboursLeft: (count) => `${text(count)} neighbours are left to try`,
  start: (number) => `start ${text(number)}`,
  walk: (number) => `walk ${text(number)}`,
  parentRank: (rank) => `the parent is on front ${Number(rank) + 1}`,
};

/** Why a trial was asked, as a sentence: what made it, and what its strategy says of the choice. */
export function explanationOf(state: RunState, { operator, explain }: TrialRecord): string {
  const made = OPERATORS[operator] ?? `Made by ${operator}`;
  const { mean, sd, parentScore, ...others } = explain;
  const phrases = [
    ...(parentScore === undefined ? [] : [`the parent measured ${scoreText(state, parentScore)}`]),
    ...(mean === undefined ? [] : [`forecast ${scoreText(state, mean)}${spreadText(state, sd)}`]),
    ...Object.entries(others).map(
      ([name, value]) => PHRASES[name]?.(value) ?? `${inWords(name)} ${text(value)}`,
    ),
  ];
  return phrases.length === 0 ? `${made}.` : `${made}: ${phrases.join(', ')}.`;
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
