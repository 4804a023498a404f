import { l10n } from 'vscode';
import type { Architecture } from '../../../core/graph/architecture';
import { createSpace } from '../../../core/space/catalog';
import { NAS_BENCH_201_CONTEXT } from '../../../core/space/nas-bench-201';
import { NAS_BENCH_201_PATTERN, parseNasBench201 } from '../../../core/space/nas-bench-201-notation';
import type { SearchSpace } from '../../../core/space/space';
import { describeCell, LARGE_HEIGHT, LARGE_WIDTH, largeCellSvg, smallCellSvg } from '../pictures/cell-svg';
import type { Notation } from './notation';
import { candidateOf } from './space-text';

const PATTERN = new RegExp(NAS_BENCH_201_PATTERN, 'g');
const WORDS = ['nor_conv_', 'none~', 'skip_connect~', 'avg_pool_3x3~'];

let benchmark: SearchSpace | undefined;

/** The space as the benchmark has it. */
function benchmarkSpace(): SearchSpace {
  benchmark ??= createSpace({ kind: 'nas-bench-201' }, NAS_BENCH_201_CONTEXT);
  return benchmark;
}

/** The network of a cell in the benchmark's own skeleton. Throws `InputError` for anything that is not a cell. */
export function benchmarkArchitecture(notation: string): Architecture {
  return benchmarkSpace().build(benchmarkSpace().parse(notation));
}

/** `|nor_conv_3x3~0|+|...|`, shown in the benchmark's own skeleton. */
export const nasBench201Cells: Notation = {
  kind: 'nas-bench-201',
  title: l10n.t('NAS-Bench-201 cell'),
  find(line) {
    if (!line.includes('|+|') || !WORDS.some((word) => line.includes(word))) return [];
    return [...line.matchAll(PATTERN)].map(({ 0: text, index }) => ({
      notation: nasBench201Cells,
      offset: index,
      length: text.length,
      text,
    }));
  },
  picture({ text }) {
    const operations = parseNasBench201(text);
    return {
      small: (heightPx, palette) => smallCellSvg(operations, heightPx, palette),
      large: (palette) => ({
        source: largeCellSvg(operations, palette),
        width: LARGE_WIDTH,
        height: LARGE_HEIGHT,
      }),
      words: describeCell(operations),
    };
  },
  architecture: ({ text }) => benchmarkArchitecture(text),
  basis: () => l10n.t('{0}, {1} classes', '32×32×3', 10),
  candidateIn: (space, { text }) => (space.kind === 'nas-bench-201' ? candidateOf(space, text) : undefined),
};
