import type { z } from 'zod';
import { InputError } from '../../base/errors';
import { parsePath, valueAt } from '../../base/issues';
import type { PathStep } from '../../base/issues';
import { createRng } from '../../base/random';
import { takesTokens } from '../../graph/tokens';
import { createSpace, SPACES } from '../../space/catalog';
import type { SearchSpace } from '../../space/space';
import type { SpaceEntry } from '../../space/space-entry';
import { createStrategy } from '../../strategy/catalog';
import { isTablesSpace } from '../../estimator/table-space';
import { knownInputOf } from '../built-in-datasets';
import type { Finding } from '../diagnose';
import type { Experiment } from '../experiment';
import { knownContext } from '../known-context';
import { finding } from './finding';
import { enqueueFindings } from './enqueue';
import { searchedSpace } from './searched-space';

/** A space that cannot be made, takes other inputs, or leaves little to search; a strategy that cannot search it. */
export function spaceFindings(experiment: Experiment, written: unknown): Finding[] {
  const wrongInput = [...networkFindings(experiment), ...inputFindings(experiment)];
  if (wrongInput.length > 0) return wrongInput;
  // Only the table's file knows.
  if (isTablesSpace(experiment.space)) return [];
  const { context, isExact } = knownContext(experiment);
  const made = attempt('space', () => createSpace(experiment.space, context));
  if ('problem' in made) {
    // With sizes that only the files know, the problem may be the stand-in's.
    return [{ ...made.problem, severity: isExact ? 'error' : 'warning' }];
  }
  const strategy = attempt('strategy', () =>
    createStrategy(made.value, experiment.strategy, createRng(experiment.seed)),
  );
  return [
    ...tokenFindings(experiment, made.value),
    ...knobFindings(experiment, written),
    ...('problem' in strategy ? [strategy.problem] : []),
    ...sizeFindings(experiment, made.value),
    ...enqueueFindings(experiment, searchedSpace(experiment, made.value), isExact),
    ...breadthFindings(experiment, made.value),
  ];
}

/** Knobs of a table have no networks that could be trained. */
function networkFindings({ space, estimator }: Experiment): Finding[] {
  if (space.kind !== 'table' || estimator.kind === 'table') return [];
  return [
    finding(
      'error',
      'space-cannot-be-trained',
      ['space', 'kind'],
      'a space whose candidates can be trained',
      space.kind,
    ),
  ];
}

function inputFindings({ task, space }: Experiment): Finding[] {
  const entries: Readonly<Record<string, SpaceEntry<z.ZodObject>>> = SPACES;
  const takes = entries[space.kind]?.inputs ?? 'any';
  const given = task ? knownInputOf(task).kind : 'unknown';
  if (takes === 'any' || takes === 'none' || given === 'unknown' || takes === given) return [];
  const fitting = Object.entries(entries).flatMap(([kind, { inputs }]) =>
    inputs === 'any' || inputs === given ? [kind] : [],
  );
  const what = `a space that takes ${given} (${fitting.join(', ')})`;
  // Other kinds have other options: changing the word alone would not mend the file, unless it stands alone.
  const choices = Object.keys(space).length === 1 ? fitting : [];
  return [finding('error', 'space-does-not-fit-data', ['space', 'kind'], what, space.kind, { choices })];
}

function attempt<T>(part: 'space' | 'strategy', make: () => T): { value: T } | { problem: Finding } {
  try {
    return { value: make() };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const inside = parsePath(error.path);
    const path = inside[0] === part ? inside : [part, ...inside];
    const { problem } = error;
    const code = `impossible-${part}` as const;
    return {
      problem: { severity: 'error', code, path, problem, at: 'value', choices: [], removable: false },
    };
  }
}

/** Tokens that would no longer be tokens. One candidate stands for all. */
function tokenFindings({ task, seed }: Experiment, space: SearchSpace): Finding[] {
  if (!task?.standardize) return [];
  if (!takesTokens(space.build(space.sample(createRng(seed))))) return [];
  const what = 'false, because the space begins with an embedding, which takes tokens as they are';
  const path = ['task', 'standardize'];
  return [finding('error', 'standardized-tokens', path, what, true, { mend: { path, value: false } })];
}

/**
 * Lists that were written down to choose from, and hold one value. What the defaults fix is meant, and so is one word: a
 * list is the only way to say which.
 */
function knobFindings({ space }: Experiment, written: unknown): Finding[] {
  const own = valueAt(written, ['space']);
  const entries: Readonly<Record<string, SpaceEntry<z.ZodObject>>> = SPACES;
  const defaults = entries[space.kind]?.options.safeParse({ kind: space.kind }).data ?? {};
  const single = Object.entries(defaults).flatMap(([key, usual]) =>
    isSingle(valueAt(own, [key])) &&
    typeof valueAt(own, [key, 0]) !== 'string' &&
    Array.isArray(usual) &&
    usual.length > 1
      ? [['space', key]]
      : [],
  );
  const what = 'more than one value to choose from';
  return [
    // Without the list, the usual values are searched.
    ...single.map((path) =>
      finding('warning', 'knob-without-choice', path, what, valueAt(written, path), { removable: true }),
    ),
    ...singleChoices(own, ['space']).map((path) => {
      const value = valueAt(written, [...path, 0]);
      const mend = isPlain(value) ? { mend: { path: path.slice(0, -1), value } } : {};
      return finding('warning', 'knob-without-choice', path, what, valueAt(written, path), mend);
    }),
  ];
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** `{"choose": [3]}` at any depth. */
function singleChoices(value: unknown, path: readonly PathStep[]): (readonly PathStep[])[] {
  if (typeof value !== 'object' || value === null) return [];
  const steps = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return steps.flatMap((step) => {
    const at = [...path, step];
    const item = valueAt(value, [step]);
    return step === 'choose' && isSingle(item) ? [at] : singleChoices(item, at);
  });
}

function isSingle(value: unknown): boolean {
  return Array.isArray(value) && value.length === 1;
}

/** Distinct candidates are counted only where the budget comes near the encodings: counting may mean building them. */
function sizeFindings({ budget, strategy }: Experiment, space: SearchSpace): Finding[] {
  const trials = BigInt(budget.trials ?? 0);
  const encodings = space.count();
  if (strategy['allowRepeats'] === true || trials * 10n <= encodings) return [];
  const distinct = space.countDistinct() ?? encodings;
  if (trials <= distinct) return [];
  const what = `at most the ${distinct} candidates of the space`;
  const choices = [Number(distinct)];
  return [finding('warning', 'space-too-small', ['budget', 'trials'], what, budget.trials, { choices })];
}

/**
 * Fewer trials than one knob has values: some of them are never tried. Deliberately all that is said of a large space here:
 * strategies are made for spaces of which they see next to nothing; `reach.ts` has those that are not.
 */
function breadthFindings({ budget: { trials } }: Experiment, { knobs }: SearchSpace): Finding[] {
  const most = Math.max(0, ...knobs.map(({ values }) => values.length));
  const widest = knobs.find(({ values }) => values.length === most);
  if (trials === undefined || !widest || trials >= most) return [];
  const what = `at least ${most}, so that each value of ${widest.name} can be tried once`;
  return [finding('warning', 'space-too-large', ['budget', 'trials'], what, trials, { choices: [most] })];
}
