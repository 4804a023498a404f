import { l10n } from 'vscode';
import { InputError } from '../../../core/base/errors';
import type { Architecture } from '../../../core/graph/architecture';
import type { CandidateId, Genotype, SearchSpace } from '../../../core/space/space';
import { columnsPicture } from '../pictures/columns-picture';
import { columnsOf } from '../pictures/columns';
import type { NearSpace, Notation, Written } from './notation';

/** What a text is in the space near it: the half of a notation that all of these share. */
export const inNearSpace: Pick<Notation, 'picture' | 'architecture' | 'basis' | 'candidateIn'> = {
  picture: (written) => columnsPicture(columnsOf(architectureIn(written))),
  architecture: architectureIn,
  basis({ near }) {
    return near?.isExact === false ? l10n.t('a guess: only the data say which shapes go in') : undefined;
  },
  candidateIn: (space, { text, near }) =>
    space.kind === near?.space.kind ? candidateOf(space, text) : undefined,
};

/** The genotype that `text` stands for; `undefined` where it is none, or is not a member. */
export function genotypeOf(space: SearchSpace, text: string): Genotype | undefined {
  try {
    const genotype = space.parse(text);
    return space.check(genotype) === undefined ? genotype : undefined;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

export function candidateOf(space: SearchSpace, text: string): CandidateId | undefined {
  const genotype = genotypeOf(space, text);
  return genotype && space.candidateId(genotype);
}

/** The nearest space that can draw `text`. */
export function nearestFor(text: string, near: readonly NearSpace[]): NearSpace | undefined {
  return near.find(({ space }) => space.namesOnly !== true && genotypeOf(space, text) !== undefined);
}

function architectureIn({ text, near }: Written): Architecture {
  if (!near) throw new InputError('', l10n.t('expected a space near the text'));
  return near.space.build(near.space.parse(text));
}
