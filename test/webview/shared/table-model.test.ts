import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  arrange,
  matcher,
  moveCell,
  nextSorts,
  rowTexts,
  visibleRange,
} from '../../../webview/shared/table/table-model';
import type { Column } from '../../../webview/shared/table/table-model';

interface Row {
  readonly id: number;
  readonly score?: number;
  readonly name: string;
}

const COLUMNS: readonly Column<Row>[] = [
  {
    id: 'score',
    title: 'Score',
    align: 'end',
    width: 50,
    first: 'descending',
    value: ({ score }) => score,
    text: ({ score }) => String(score ?? ''),
  },
  {
    id: 'name',
    title: 'Name',
    align: 'start',
    width: 50,
    first: 'ascending',
    value: ({ name }) => name,
    text: ({ name }) => name,
  },
];

const ROWS: readonly Row[] = [
  { id: 0, score: 2, name: 'conv 10' },
  { id: 1, name: 'conv 9' },
  { id: 2, score: 3, name: 'pool' },
  { id: 3, score: 2, name: 'Dense' },
];

const ids = (rows: readonly Row[]) => rows.map(({ id }) => id);
const all = () => true;

describe('order', () => {
  it('puts rows without a value last, whatever the direction, and keeps equals in order', () => {
    expect(ids(arrange(ROWS, COLUMNS, [{ column: 'score', direction: 'descending' }], all))).toEqual([
      2, 0, 3, 1,
    ]);
    expect(ids(arrange(ROWS, COLUMNS, [{ column: 'score', direction: 'ascending' }], all))).toEqual([
      0, 3, 2, 1,
    ]);
  });

  it('sorts numbers inside names as numbers', () => {
    expect(ids(arrange(ROWS, COLUMNS, [{ column: 'name', direction: 'ascending' }], all))).toEqual([
      1, 0, 3, 2,
    ]);
  });

  it('leaves rows as they came for a column that is gone', () => {
    expect(ids(arrange(ROWS, COLUMNS, [{ column: 'gone', direction: 'ascending' }], all))).toEqual([
      0, 1, 2, 3,
    ]);
  });

  it('lets the next column decide where the first finds rows equal', () => {
    const by = (direction: 'ascending' | 'descending') =>
      ids(
        arrange(
          ROWS,
          COLUMNS,
          [
            { column: 'score', direction: 'descending' },
            { column: 'name', direction },
          ],
          all,
        ),
      );
    expect([by('ascending'), by('descending')]).toEqual([
      [2, 0, 3, 1],
      [2, 3, 0, 1],
    ]);
  });

  it('is that of comparing values one by one', () => {
    const collator = new Intl.Collator('en', { numeric: true });
    const compare = (a: number | string | undefined, b: number | string | undefined, sign: number) => {
      if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
      return sign * (typeof a === 'number' ? a - Number(b) : collator.compare(a, String(b)));
    };
    const anyRows = fc.array(
      fc.record({
        score: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
        name: fc.constantFrom('conv 1', 'conv 10', 'conv 9', 'Conv 9', 'conv 01', 'é'),
      }),
    );
    const anySorts = fc.uniqueArray(
      fc.record({
        column: fc.constantFrom('score', 'name'),
        direction: fc.constantFrom('ascending' as const, 'descending' as const),
      }),
      { selector: ({ column }) => column },
    );
    fc.assert(
      fc.property(anyRows, anySorts, (values, sorts) => {
        const rows = values.map(({ score, name }, id) => ({
          id,
          name,
          ...(score !== undefined && { score }),
        }));
        const expected = rows.toSorted((a, b) =>
          sorts.reduce((order, { column, direction }) => {
            const by = COLUMNS.find(({ id }) => id === column)!;
            return order || compare(by.value(a), by.value(b), direction === 'ascending' ? 1 : -1);
          }, 0),
        );
        expect(ids(arrange(rows, COLUMNS, sorts, all))).toEqual(ids(expected));
      }),
      { seed: 9 },
    );
  });

  it("starts with the column's first direction, then turns", () => {
    const first = nextSorts([{ column: 'name', direction: 'ascending' }], COLUMNS[0]!);
    expect([first, nextSorts(first, COLUMNS[0]!)]).toEqual([
      [{ column: 'score', direction: 'descending' }],
      [{ column: 'score', direction: 'ascending' }],
    ]);
  });

  it('adds a column behind the others, turns it there, then takes it out', () => {
    const [score, name] = COLUMNS;
    const one = nextSorts([{ column: 'score', direction: 'descending' }], name!, true);
    const two = nextSorts(one, name!, true);
    expect([one, two, nextSorts(two, name!, true), nextSorts(one, score!)]).toEqual([
      [
        { column: 'score', direction: 'descending' },
        { column: 'name', direction: 'ascending' },
      ],
      [
        { column: 'score', direction: 'descending' },
        { column: 'name', direction: 'descending' },
      ],
      [{ column: 'score', direction: 'descending' }],
      [{ column: 'score', direction: 'descending' }],
    ]);
  });
});

it('keeps rows in which every word occurs, whatever its case', () => {
  const filter = (query: string) => ids(ROWS.filter(matcher(query, rowTexts(COLUMNS))));
  expect([filter('  '), filter('CONV'), filter('conv 2'), filter('dense pool')]).toEqual([
    [0, 1, 2, 3],
    [0, 1],
    [0],
    [],
  ]);
});

it('has fewer than 100 rows in the document, wherever it is scrolled', () => {
  expect(visibleRange(0, 480, 24, 10_000)).toEqual({ first: 0, end: 26 });
  expect(visibleRange(239_520, 480, 24, 10_000)).toEqual({ first: 9974, end: 10_000 });
  expect(visibleRange(500, 480, 24, 0)).toEqual({ first: 0, end: 0 });
  expect(visibleRange(0, 1e6, 24, 10_000)).toEqual({ first: 0, end: 80 });
});

it.each([
  ['ArrowDown', false, { row: 4, column: 1 }],
  ['ArrowUp', false, { row: 2, column: 1 }],
  ['ArrowRight', false, { row: 3, column: 2 }],
  ['PageDown', false, { row: 9, column: 1 }],
  ['PageUp', false, { row: 0, column: 1 }],
  ['Home', false, { row: 3, column: 0 }],
  ['End', false, { row: 3, column: 2 }],
  ['Home', true, { row: 0, column: 0 }],
  ['End', true, { row: 9, column: 2 }],
  ['x', false, undefined],
])('%s (ctrl %s) goes where the grid pattern says', (key, ctrl, target) => {
  expect(moveCell(key, ctrl, { row: 3, column: 1 }, { rows: 10, columns: 3, page: 8 })).toEqual(target);
});

it('goes from the first row up to the header, and no further', () => {
  const size = { rows: 10, columns: 3, page: 8 };
  expect(moveCell('ArrowUp', false, { row: 0, column: 0 }, size)).toEqual({ row: -1, column: 0 });
  expect(moveCell('ArrowUp', false, { row: -1, column: 0 }, size)).toEqual({ row: -1, column: 0 });
});
