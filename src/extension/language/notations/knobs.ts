import { l10n } from 'vscode';
import type { SearchSpace } from '../../../core/space/space';
import { genotypeOf, inNearSpace } from './space-text';
import type { Notation, Written } from './notation';

/** Two pairs in a row are what the patterns of the spaces are tried for. */
const TWO_PAIRS = /=\s?[^\s,=]+,\s?[A-Za-z][^,=]*=/;

/** `depth=2, block1.filters=16, ...` in the words of a space near by; all its knobs, and at least two. */
export const knobPairs: Notation = {
  ...inNearSpace,
  kind: 'knobs',
  title: l10n.t('Candidate'),
  find(line, near) {
    if (!TWO_PAIRS.test(line)) return [];
    const found = new Map<number, Written>();
    for (const each of near()) {
      if (each.space.namesOnly) continue;
      for (const { 0: text, index } of line.matchAll(patternOf(each.space))) {
        if (found.has(index) || genotypeOf(each.space, text) === undefined) continue;
        found.set(index, { notation: knobPairs, offset: index, length: text.length, text, near: each });
      }
    }
    return [...found.values()].sort((a, b) => a.offset - b.offset);
  },
};

const patterns = new WeakMap<SearchSpace, RegExp>();

/** Pairs of the space's own knobs. Linear: names and values hold no commas. */
function patternOf(space: SearchSpace): RegExp {
  let pattern = patterns.get(space);
  if (!pattern) {
    // The longest first: `block1` must not end before `block10`.
    const names = space.knobs.map(({ name }) => escaped(name)).sort((a, b) => b.length - a.length);
    const pair = `(?:${names.join('|')})\\s?=\\s?[\\w.+-]+`;
    pattern = new RegExp(`(?<![\\w.])${pair}(?:,\\s?${pair})+`, 'g');
    patterns.set(space, pattern);
  }
  return pattern;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
