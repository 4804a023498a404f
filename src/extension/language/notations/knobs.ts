import { l10n } from 'vscode';
import type { SearchSpace } from '../../../core/space/space';
import { genotypeOf, inNearSpace } from './space-text';
import type { NearSpace, Notation, Written } from './notation';

/** Two pairs in a row are what the patterns of the spaces are tried for. */
const TWO_PAIRS = /=\s?[^\s,=]+,\s?[A-Za-z][^,=]*=/;

/**
 * One pair that is the whole of something: quoted, or a cell of a line of separated values. Elsewhere `depth=1` is an
 * argument, an option or an assignment far more often than a candidate.
 */
const QUOTED_PAIR = /["'`][^"'`,=]+\s?=\s?[\w.+-]+["'`]/;
const CELL_PAIR = /(?:^|[,;\t])[^\s"'`,;=()[\]{}]+=[\w.+-]+(?=[,;\t]|$)/;
/** Of programs: brackets around arguments, blanks behind commas. */
const PROGRAM = /[(){}]|[,;] /;

/** Pairs in a row, or a single one in quotes or in a cell. */
const FORMS = ['row', 'quoted', 'cell'] as const;
type Form = (typeof FORMS)[number];

const MAY_HOLD: Readonly<Record<Form, (line: string) => boolean>> = {
  row: (line) => TWO_PAIRS.test(line),
  quoted: (line) => QUOTED_PAIR.test(line),
  cell: (line) => CELL_PAIR.test(line) && /[,;\t]/.test(line) && !PROGRAM.test(line),
};

/**
 * `depth=2, block1.filters=16, ...` in the words of a space near by; all its knobs. A candidate that one knob makes is
 * found where it stands alone in quotes or in a cell.
 */
export const knobPairs: Notation = {
  ...inNearSpace,
  kind: 'knobs',
  title: l10n.t('Candidate'),
  find(line, near) {
    if (!line.includes('=')) return [];
    const forms = FORMS.filter((form) => MAY_HOLD[form](line));
    if (forms.length === 0) return [];
    const found = new Map<number, Written>();
    for (const each of near()) {
      if (each.space.namesOnly) continue;
      const patterns = patternsOf(each.space);
      for (const form of forms) for (const match of line.matchAll(patterns[form])) take(match, each, found);
    }
    return [...found.values()].sort((a, b) => a.offset - b.offset);
  },
};

function take({ 0: text, index }: RegExpExecArray, near: NearSpace, found: Map<number, Written>): void {
  if (found.has(index) || genotypeOf(near.space, text) === undefined) return;
  found.set(index, { notation: knobPairs, offset: index, length: text.length, text, near });
}

const known = new WeakMap<SearchSpace, Readonly<Record<Form, RegExp>>>();

/** Pairs of the space's own knobs. Linear: names and values hold no commas. */
function patternsOf(space: SearchSpace): Readonly<Record<Form, RegExp>> {
  let made = known.get(space);
  if (!made) {
    // The longest first: `block1` must not end before `block10`.
    const names = space.knobs.map(({ name }) => escaped(name)).sort((a, b) => b.length - a.length);
    const pair = `(?:${names.join('|')})\\s?=\\s?[\\w.+-]+`;
    made = {
      row: new RegExp(`(?<![\\w.])${pair}(?:,\\s?${pair})+`, 'g'),
      quoted: new RegExp(`(?<=(["'\`]))${pair}(?=\\1)`, 'g'),
      cell: new RegExp(`(?<=^|[,;\\t])${pair}(?=[,;\\t]|$)`, 'g'),
    };
    known.set(space, made);
  }
  return made;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
