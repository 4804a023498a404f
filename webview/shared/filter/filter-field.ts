import type { Unit } from '../../../src/core/trial/metric';

/** What a filter can ask of a row. */
export type FieldValue = number | string | readonly number[] | undefined;

/** One thing that a filter can name. */
export interface FilterField<R> {
  /** As it is written: `valAccuracy`. */
  readonly name: string;
  /** As it is read: `Validation accuracy`; also found by it. */
  readonly title: string;
  /** Of a number; absent for text. */
  readonly unit?: Unit;
  /** A list holds when one of its numbers does. `undefined` holds in no comparison but `!=`. */
  value(row: R): FieldValue;
  /** The few texts that occur, for completion. */
  readonly values?: readonly string[];
}

/** The field that is meant, by name or by title, whatever the case. */
export function fieldNamed<R>(fields: readonly FilterField<R>[], text: string): FilterField<R> | undefined {
  const wanted = text.toLowerCase();
  return (
    fields.find(({ name }) => name.toLowerCase() === wanted) ??
    fields.find(({ title }) => title.toLowerCase() === wanted)
  );
}
