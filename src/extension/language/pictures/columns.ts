import type { Architecture } from '../../../core/graph/architecture';
import { operationLabel } from '../../../core/graph/operations';
import type { Operation, OperationKind } from '../../../core/graph/operation';

/** What a block looks like; the shape says it without the colour. */
export type Glyph = 'window' | 'pointwise' | 'pool' | 'dense' | 'attention' | 'merge' | 'nothing';

export interface Block {
  readonly glyph: Glyph;
  readonly label: string;
  /** How wide the layer is, in [0, 1]: the logarithm of its channels. */
  readonly size: number;
}

/** Blocks side by side; a picture is columns from the input to the output. */
export type Column = readonly Block[];

/** Kinds that change how a network looks; normalisation, activations and copies do not. */
const GLYPHS: Readonly<Partial<Record<OperationKind, Glyph>>> = {
  conv2d: 'window',
  separable_conv2d: 'window',
  dense: 'dense',
  max_pool2d: 'pool',
  avg_pool2d: 'pool',
  global_avg_pool2d: 'pool',
  global_max_pool2d: 'pool',
  global_avg_pool1d: 'pool',
  embedding: 'dense',
  position_embedding: 'merge',
  multi_head_attention: 'attention',
  add: 'merge',
  concat: 'merge',
};

/** The layers of a network by how far they are from its input. O(nodes + edges). */
export function columnsOf({ nodes, shapes }: Architecture): Column[] {
  const columns: Block[][] = [];
  const ranks: number[] = [];
  nodes.forEach(({ operation, inputs }, i) => {
    const before = Math.max(0, ...inputs.map((input) => ranks[input]!));
    const glyph = glyphOf(operation);
    ranks.push(glyph ? before + 1 : before);
    if (!glyph) return;
    (columns[before] ??= []).push({
      glyph,
      label: operationLabel(operation),
      size: sizeOfChannels(shapes[i]!.at(-1)!),
    });
  });
  return columns;
}

function glyphOf(operation: Operation): Glyph | undefined {
  if (operation.kind === 'conv2d' && operation.kernel.every((side) => side === 1)) return 'pointwise';
  return GLYPHS[operation.kind];
}

const MOST_CHANNELS = 1024;

export function sizeOfChannels(channels: number): number {
  return Math.min(1, Math.max(0, Math.log2(channels) / Math.log2(MOST_CHANNELS)));
}

/** At most `limit` columns: of each stretch the one that does most, a window before a merge. */
export function condensed(columns: readonly Column[], limit: number): Column[] {
  if (columns.length <= limit) return [...columns];
  return Array.from({ length: limit }, (_, i) => {
    const stretch = columns.slice(
      Math.floor((i * columns.length) / limit),
      Math.floor(((i + 1) * columns.length) / limit),
    );
    return stretch.reduce((best, column) => (weightOf(column) > weightOf(best) ? column : best));
  });
}

const WEIGHTS: Readonly<Record<Glyph, number>> = {
  window: 5,
  attention: 5,
  dense: 4,
  pointwise: 3,
  pool: 2,
  merge: 1,
  nothing: 0,
};

function weightOf(column: Column): number {
  return Math.max(...column.map(({ glyph, size }) => WEIGHTS[glyph] + size));
}
