import { InvalidArgumentError, Option } from 'commander';
import { BACKEND_CHOICES } from '../core/experiment/backends';

/** `--json`, on every command. */
export function jsonOption(what: string): Option {
  return new Option('--json', what).default(false);
}

export function backendOption(description: string): Option {
  return new Option('--backend <name>', description).choices(BACKEND_CHOICES);
}

export function evaluatorsOption(description: string): Option {
  return new Option('--evaluators <n>', description).argParser(positiveInteger);
}

export function trialsOption(description: string): Option {
  return new Option('--trials <n>', description).argParser(positiveInteger);
}

export function extendOption(): Option {
  return new Option('--extend <more>', 'add to the budget: "+20 trials", "+10 min", "+20 trials, +1 h"');
}

export function enqueueOption(): Option {
  return new Option(
    '--enqueue <notation>',
    "a candidate to measure first, after the experiment's own; may be given several times",
  ).argParser((notation: string, before: readonly string[] | undefined) => [...(before ?? []), notation]);
}

export function seedOption(): Option {
  return new Option('--seed <n>', "in place of the experiment's seed").argParser(integer);
}

export function positiveInteger(text: string): number {
  const value = integer(text);
  if (value < 1) throw new InvalidArgumentError('Expected a whole number from 1.');
  return value;
}

export function integer(text: string): number {
  if (!/^-?\d{1,15}$/.test(text)) throw new InvalidArgumentError('Expected a whole number.');
  return Number(text);
}
