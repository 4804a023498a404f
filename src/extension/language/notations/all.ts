import { architectureJson } from './architecture-json';
import { genotypes } from './genotype';
import { knobPairs } from './knobs';
import { nasBench201Cells } from './nas-bench-201';
import { nasBenchMacroChains } from './nas-bench-macro';
import type { NearSpace, Notation, Written } from './notation';

/** Every notation that is drawn and explained in texts. */
const NOTATIONS: readonly Notation[] = [
  nasBench201Cells,
  nasBenchMacroChains,
  architectureJson,
  knobPairs,
  genotypes,
];

/** Longer lines are left alone: a minified file is not read for pictures. */
export const MAX_LINE_LENGTH = 100_000;

/** Every architecture in a line, in order. */
export function findInLine(line: string, near: () => readonly NearSpace[]): readonly Written[] {
  if (line.length > MAX_LINE_LENGTH) return [];
  const found = NOTATIONS.flatMap((notation) => notation.find(line, near));
  return found.length < 2 ? found : found.sort((a, b) => a.offset - b.offset);
}

/** The architecture that `character` of a line is in. */
export function writtenInLine(
  line: string,
  character: number,
  near: () => readonly NearSpace[],
): Written | undefined {
  return findInLine(line, near).find(
    ({ offset, length }) => offset <= character && character <= offset + length,
  );
}
