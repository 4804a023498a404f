import type { KnobTree } from '../space/knob-tree';
import type { Genotype, Knob } from '../space/space';

/** One number of a candidate as trees see it. */
export interface KnobColumn {
  readonly knob: number;
  /** Of a knob of names, the position that the column is 1 at; `undefined` where the column is the position itself. */
  readonly indicates: number | undefined;
}

/** A column for a knob of sizes or of two values, and one for each value of the others, so that a split is a set of values. */
export function knobColumns(knobs: readonly Knob[]): KnobColumn[] {
  return knobs.flatMap(({ ordinal, values }, knob): KnobColumn[] =>
    ordinal || values.length <= 2
      ? [{ knob, indicates: undefined }]
      : values.map((_, position) => ({ knob, indicates: position })),
  );
}

/** What a column says of a position of its knob. */
export function columnValue({ indicates }: KnobColumn, position: number): number {
  return indicates === undefined ? position : Number(position === indicates);
}

/** A candidate's numbers; all those of a knob that is off are 0, so that it goes left at each split by them. */
export function knobRow(tree: KnobTree, columns: readonly KnobColumn[], genotype: Genotype): Float64Array {
  const isActive = tree.knobs.map((_, knob) => tree.isActive(genotype, knob));
  return Float64Array.from(columns, (column) =>
    isActive[column.knob]! ? columnValue(column, genotype[column.knob]!) : 0,
  );
}
