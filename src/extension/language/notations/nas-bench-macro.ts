import { l10n } from 'vscode';
import type { Column } from '../pictures/columns';
import { columnsPicture } from '../pictures/columns-picture';
import { nearestFor, inNearSpace } from './space-text';
import type { Notation } from './notation';

/** A number of nothing but these, that is no part of a longer word or number. */
const DIGITS = /(?<![\w.+-])[012]{4,50}(?![\w.])/g;

const BLOCKS: Readonly<Record<string, Column>> = {
  0: [{ glyph: 'nothing', label: 'identity', size: 0 }],
  1: [{ glyph: 'window', label: 'MB3 3×3', size: 0.35 }],
  2: [{ glyph: 'window', label: 'MB6 5×5', size: 1 }],
};

/**
 * `01220120`, a digit a layer. Eight such digits are also a date or a flag, so that they count only near an
 * experiment or run that searches NAS-Bench-Macro, or in a file that names the benchmark.
 */
export const nasBenchMacroChains: Notation = {
  ...inNearSpace,
  kind: 'nas-bench-macro',
  title: l10n.t('NAS-Bench-Macro network'),
  find(line, near) {
    return [...line.matchAll(DIGITS)].flatMap(({ 0: text, index }) => {
      const macros = near().filter(({ space }) => space.kind === 'nas-bench-macro');
      const found = nearestFor(text, macros);
      return found
        ? [{ notation: nasBenchMacroChains, offset: index, length: text.length, text, near: found }]
        : [];
    });
  },
  picture: ({ text }) => columnsPicture(Array.from(text, (digit) => BLOCKS[digit]!)),
};
