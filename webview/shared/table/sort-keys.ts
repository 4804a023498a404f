import type { Column } from './table-model';
import { TextOrder } from './text-order';

/** Of each column that was sorted by: a table that grows is sorted by it again and again. */
const orders = new WeakMap<object, TextOrder>();

/** A number for each row, in the order of the column's values; NaN for a row without a value. */
export function sortKeys<R>(rows: readonly R[], column: Column<R>): Float64Array {
  const keys = new Float64Array(rows.length);
  const texts = new Map<number, string>();
  rows.forEach((row, i) => {
    const value = column.value(row);
    if (typeof value === 'string') texts.set(i, value);
    keys[i] = typeof value === 'number' ? value : Number.NaN;
  });
  if (texts.size === 0) return keys;
  let order = orders.get(column);
  if (!order) {
    order = new TextOrder();
    orders.set(column, order);
  }
  order.add(texts.values());
  for (const [i, text] of texts) keys[i] = order.rank(text);
  return keys;
}
