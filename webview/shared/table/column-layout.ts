import type { Column } from './table-model';

/** What a person has made of the columns. Ids that a table does not have (yet) are kept. */
export interface ColumnLayout {
  /** Those that were moved, by id, in order; the others keep their places behind the one before them. */
  readonly order: readonly string[];
  readonly hidden: readonly string[];
  /** Pixels. */
  readonly widths: Readonly<Record<string, number>>;
}

export const DEFAULT_LAYOUT: ColumnLayout = { order: [], hidden: [], widths: {} };

/** Pixels; less cannot be read, more hides the others. */
const WIDTHS = { least: 44, most: 900 };

/** Every column in the order of the layout; the first of `columns` stays the first, because it stays in sight. */
export function orderedColumns<R>(columns: readonly Column<R>[], { order }: ColumnLayout): Column<R>[] {
  const [first, ...rest] = columns;
  if (!first) return [];
  const place = new Map(order.map((id, i) => [id, i]));
  const placed = rest.filter(({ id }) => place.has(id)).sort((a, b) => place.get(a.id)! - place.get(b.id)!);
  // A column that the layout does not know comes behind the one that stands before it of its own accord.
  for (const [i, column] of rest.entries()) {
    if (place.has(column.id)) continue;
    const before = rest[i - 1];
    placed.splice(before ? placed.indexOf(before) + 1 : 0, 0, column);
  }
  return [first, ...placed];
}

/** The columns to show, in order and with their widths. */
export function shownColumns<R>(columns: readonly Column<R>[], layout: ColumnLayout): Column<R>[] {
  return orderedColumns(columns, layout)
    .filter(({ id }, i) => i === 0 || !layout.hidden.includes(id))
    .map((column) => {
      const width = layout.widths[column.id];
      return width === undefined || width === column.width ? column : { ...column, width };
    });
}

/** @param by places: -1 is one to the left */
export function moveColumn<R>(
  columns: readonly Column<R>[],
  layout: ColumnLayout,
  id: string,
  by: number,
): ColumnLayout {
  const ids = orderedColumns(columns, layout).map((column) => column.id);
  const from = ids.indexOf(id);
  // The first stays where it is.
  const to = Math.max(1, Math.min(ids.length - 1, from + by));
  if (from < 1 || from === to) return layout;
  ids.splice(to, 0, ...ids.splice(from, 1));
  return { ...layout, order: ids.slice(1) };
}

export function showColumn(layout: ColumnLayout, id: string, shown: boolean): ColumnLayout {
  const hidden = layout.hidden.filter((other) => other !== id);
  return { ...layout, hidden: shown ? hidden : [...hidden, id] };
}

export function resizeColumn(layout: ColumnLayout, id: string, width: number): ColumnLayout {
  const fitting = Math.round(Math.max(WIDTHS.least, Math.min(WIDTHS.most, width)));
  return { ...layout, widths: { ...layout.widths, [id]: fitting } };
}
