import type { SearchSpace } from '../../space/space';
import { STRATEGIES } from '../../strategy/catalog';
import { valueAt } from '../../base/issues';
import type { Budget, Experiment } from '../experiment';
import { cited, code, exact } from './markdown';

/** The strategy with its paper, and how much of the space the budget sees. */
export function budgetSection({ strategy, budget }: Experiment, space: SearchSpace): string {
  const { kind, ...options } = strategy;
  const entries: Readonly<Record<string, { title: string; summary: string; source: string }>> = STRATEGIES;
  const entry = entries[kind];
  const settings = Object.entries(options).map(
    ([key, value]) =>
      `${code(key)} ${JSON.stringify(value)}${isDefault(kind, key, value) ? '' : ' (set here)'}`,
  );
  return [
    entry ? `**${entry.title}**. ${entry.summary}` : kind,
    ...(entry ? [`Source: ${cited(entry.source)}.`] : []),
    ...(settings.length === 0 ? [] : [`Its options: ${settings.join(', ')}.`]),
    `The search ends ${endText(budget)}.`,
    ...(budget.trials === undefined ? [] : [shareText(budget.trials, space)]),
  ].join('\n\n');
}

function isDefault(kind: string, key: string, value: unknown): boolean {
  const entries: Readonly<Record<string, { options: { safeParse(value: unknown): { data?: unknown } } }>> =
    STRATEGIES;
  const defaults = entries[kind]?.options.safeParse({ kind }).data;
  return JSON.stringify(valueAt(defaults, [key])) === JSON.stringify(value);
}

function endText({ trials, minutes, simulatedSeconds }: Budget): string {
  const ends = [
    ...(trials === undefined ? [] : [`after ${exact(trials)} trials`]),
    ...(minutes === undefined ? [] : [`after ${exact(minutes)} minutes`]),
    ...(simulatedSeconds === undefined
      ? []
      : [`when the table's measurements add up to ${exact(simulatedSeconds)} seconds`]),
  ];
  return ends.length > 1 ? `${ends.join(' or ')}, whichever comes first` : (ends[0] ?? 'when it is stopped');
}

/** Shares are of the distinct candidates where these are counted. */
function shareText(trials: number, space: SearchSpace): string {
  const distinct = space.countDistinct();
  const all = distinct ?? space.count();
  const words = distinct === undefined ? 'ways to set the knobs' : 'candidates';
  if (BigInt(trials) >= all) return `That is enough to measure each of the ${exact(all)} ${words}.`;
  const oneIn = all / BigInt(trials);
  return oneIn < 1000n
    ? `That is ${((100 * trials) / Number(all)).toPrecision(2)} % of the ${exact(all)} ${words}.`
    : `That is one in ${exact(oneIn)} of the ${exact(all)} ${words}: what is found depends on the strategy seeing where the good ones are.`;
}
