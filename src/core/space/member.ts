import { InputError, show } from '../base/errors';
import type { Genotype, SearchSpace } from './space';

/** Longest part of a notation that an error repeats. */
const SHOWN = 200;

/** Reads a notation of the space. Throws `InputError` for anything that is not the notation of a member. */
export function memberOf(space: SearchSpace, notation: string): Genotype {
  return checkedMember(space, parsed(space, notation), notation);
}

/**
 * `genotype`, which is a member of the space; throws `InputError` where it is not.
 *
 * @param said what a person wrote for it
 */
export function checkedMember(space: SearchSpace, genotype: Genotype, said: unknown = genotype): Genotype {
  const problem = space.check(genotype);
  if (problem === undefined) return genotype;
  throw notMember(said, problem);
}

function parsed(space: SearchSpace, notation: string): Genotype {
  try {
    return space.parse(notation);
  } catch (error) {
    throw error instanceof InputError ? notMember(notation, error.message) : error;
  }
}

function notMember(said: unknown, problem: string): InputError {
  return new InputError(
    '',
    `expected a candidate of the search space, but got ${show(said, SHOWN)}: ${problem}`,
  );
}
