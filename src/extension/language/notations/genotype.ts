import { l10n } from 'vscode';
import type { NearSpace, Notation, Written } from './notation';
import { inNearSpace } from './space-text';

const GENOTYPE = /"genotype"\s*:\s*(\[[\d,\s]*\])/g;

/**
 * `"genotype":[3,0,1]` of a journal, in the space of the run around it. Not where the line writes the same candidate in
 * its notation, which is drawn already.
 */
export const genotypes: Notation = {
  ...inNearSpace,
  kind: 'genotype',
  title: l10n.t('Genotype'),
  find(line, near) {
    if (!line.includes('"genotype"')) return [];
    return [...line.matchAll(GENOTYPE)].flatMap(({ 0: all, 1: list = '', index }): Written[] => {
      const genotype = list.slice(1, -1).split(',').map(Number);
      const [own] = near().filter(({ space }) => isMember(space, genotype));
      if (!own) return [];
      const text = own.space.format(genotype);
      if (line.includes(text)) return [];
      const offset = index + all.length - list.length;
      return [{ notation: genotypes, offset, length: list.length, text, near: own }];
    });
  },
};

function isMember(space: NearSpace['space'], genotype: readonly number[]): boolean {
  return space.namesOnly !== true && space.check(genotype) === undefined;
}
