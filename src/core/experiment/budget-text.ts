import { expected, InputError } from '../base/errors';
import type { Budget } from './experiment';

type Limit = keyof Budget;

/** The limits in the order in which an amount without a unit is taken for one of them, and what they are counted in. */
const UNITS: readonly (readonly [limit: Limit, singular: string, plural: string])[] = [
  ['trials', 'trial', 'trials'],
  ['minutes', 'minute', 'minutes'],
  ['simulatedSeconds', 'simulated second', 'simulated seconds'],
];

/** What a person may write for a unit, and how much of a limit one of it is. */
const WORDS: ReadonlyMap<string, readonly [limit: Limit, times: number]> = new Map([
  ['trial', ['trials', 1]],
  ['trials', ['trials', 1]],
  ['m', ['minutes', 1]],
  ['min', ['minutes', 1]],
  ['mins', ['minutes', 1]],
  ['minute', ['minutes', 1]],
  ['minutes', ['minutes', 1]],
  ['h', ['minutes', 60]],
  ['hour', ['minutes', 60]],
  ['hours', ['minutes', 60]],
  ['s', ['simulatedSeconds', 1]],
  ['second', ['simulatedSeconds', 1]],
  ['seconds', ['simulatedSeconds', 1]],
  ['simulated second', ['simulatedSeconds', 1]],
  ['simulated seconds', ['simulatedSeconds', 1]],
]);

const AMOUNT = /^\+?\s*(\d+(?:\.\d+)?)\s*([a-z ]*)$/i;

/** Limits in words: `20 trials and 10 minutes`. */
export function budgetText(budget: Budget): string {
  return UNITS.flatMap(([limit, singular, plural]) => {
    const amount = budget[limit];
    return amount === undefined ? [] : [`${amount.toLocaleString('en')} ${amount === 1 ? singular : plural}`];
  }).join(' and ');
}

/**
 * How much a person wants to add: `+20 trials`, `10 min`, `+20 trials, +1 h`. An amount without a unit is of the first
 * limit that `held` has. Throws `InputError`.
 *
 * @param held the limits that hold; others cannot be added to
 */
export function parseExtension(text: string, held: Budget): Budget {
  const more: { -readonly [K in Limit]?: number } = {};
  for (const part of text.split(/,| and /)) {
    const [limit, amount] = parsePart(part.trim(), held);
    if (more[limit] !== undefined) throw new InputError('', `${limit} are given twice`);
    more[limit] = amount;
  }
  return more;
}

function parsePart(text: string, held: Budget): readonly [Limit, number] {
  const [, digits, unit = ''] = AMOUNT.exec(text) ?? [];
  if (digits === undefined) throw expected('', `an amount such as ${exampleOf(held)}`, text);
  const [limit, times] = unitOf(unit.trim(), held);
  const amount = Number(digits) * times;
  if (amount <= 0) throw expected('', 'more than 0', text);
  if (limit === 'trials' && !Number.isInteger(amount)) throw expected('', 'a whole number of trials', text);
  return [limit, amount];
}

function unitOf(unit: string, held: Budget): readonly [limit: Limit, times: number] {
  if (unit === '') return [UNITS.find(([limit]) => held[limit] !== undefined)?.[0] ?? 'trials', 1];
  const found = WORDS.get(unit.toLowerCase());
  if (!found) throw expected('', 'trials, minutes, hours or simulated seconds', unit);
  return found;
}

function exampleOf(held: Budget): string {
  const examples: Readonly<Record<Limit, string>> = {
    trials: '+20 trials',
    minutes: '+10 min',
    simulatedSeconds: '+3600 simulated seconds',
  };
  const fitting = UNITS.flatMap(([limit]) => (held[limit] === undefined ? [] : [examples[limit]]));
  return (fitting.length > 0 ? fitting : [examples.trials]).join(' or ');
}
