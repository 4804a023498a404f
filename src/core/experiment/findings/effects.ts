import { formatPath, valueAt } from '../../base/issues';
import type { PathStep } from '../../base/issues';
import { createRng } from '../../base/random';
import type { Genotype, SearchSpace } from '../../space/space';
import type { Finding, FixValue } from '../diagnose';
import type { Experiment } from '../experiment';
import { knobOption } from './knob-option';

/** Candidates in which a knob is turned before it is said to do nothing. */
const TRIES = 16;
/** Builds in all: a space of hundreds of knobs is looked at in part. */
const MAX_TURNS = 800;

/** Options whose knobs were turned in many candidates, and none of them became another one. */
export function effectFindings({ space: options, seed }: Experiment, space: SearchSpace): Finding[] {
  const idle = idleKnobs(space, seed);
  // A knob of which nobody knows the option stands for itself.
  const optionOf = (name: string): string => {
    const option = knobOption(options, name);
    return option ? formatPath(option) : name;
  };
  const groups = new Map<string, Idle[]>();
  for (const knob of idle)
    groups.set(optionOf(knob.name), [...(groups.get(optionOf(knob.name)) ?? []), knob]);
  return [...groups.values()].map((knobs): Finding => {
    const [{ name, tried }] = knobs as [Idle];
    const option = knobOption(options, name);
    // Where all that the option decides is idle, one value does as well.
    const nDecided = space.knobs.filter((knob) => optionOf(knob.name) === optionOf(name)).length;
    const value = option && nDecided === knobs.length ? singleOf(options, option) : undefined;
    const names = knobs.map((knob) => knob.name).join(', ');
    return {
      severity: 'warning',
      code: 'knob-without-effect',
      path: ['space', ...(option ?? [])],
      at: 'key',
      problem: `${names} ${knobs.length === 1 ? 'has' : 'have'} no effect: ${tried} candidates stayed what they were when ${knobs.length === 1 ? 'it was' : 'one was'} changed`,
      choices: [],
      ...(option && value !== undefined && { mend: { path: ['space', ...option], value } }),
      removable: false,
    };
  });
}

/**
 * What leaves an option one choice, the first that it has: a value in place of `{"choose": [...]}`, a list of one word in
 * place of a list. A list of one size would be warned of in its turn.
 */
function singleOf(options: Experiment['space'], option: readonly PathStep[]): FixValue | undefined {
  const chosen = valueAt(options, [...option, 'choose', 0]);
  if (isPlain(chosen)) return chosen;
  const listed = valueAt(options, [...option, 0]);
  return typeof listed === 'string' ? [listed] : undefined;
}

interface Idle {
  readonly name: string;
  /** Candidates in which it was turned. */
  readonly tried: number;
}

function idleKnobs(space: SearchSpace, seed: number): Idle[] {
  if (space.namesOnly || space.initialWeights) return [];
  const rng = createRng(seed).fork('effects');
  const parents = new Set(space.knobs.flatMap(({ activeIf }) => (activeIf ? [activeIf.knob] : [])));
  const samples = Array.from({ length: TRIES }, () => space.sample(rng));
  let turns = 0;
  return space.knobs.flatMap(({ name, values }, knob): Idle[] => {
    // What switches others on has an effect, or they have none.
    if (values.length < 2 || parents.has(knob)) return [];
    let tried = 0;
    for (const genotype of samples) {
      if (turns >= MAX_TURNS) return [];
      const turned = genotype.with(knob, (genotype[knob]! + 1) % values.length);
      if (!isMember(space, turned)) continue;
      turns++;
      tried++;
      if (space.candidateId(turned) !== space.candidateId(genotype)) return [];
    }
    // A knob that is seldom switched on was seen too seldom to speak of.
    return tried < TRIES / 2 ? [] : [{ name, tried }];
  });
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function isMember(space: SearchSpace, genotype: Genotype): boolean {
  return space.check(genotype) === undefined;
}
