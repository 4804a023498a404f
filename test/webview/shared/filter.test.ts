import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completionsAt } from '../../../webview/shared/filter/filter-completion';
import type { FilterField } from '../../../webview/shared/filter/filter-field';
import { isExpression, parseFilter } from '../../../webview/shared/filter/filter-parser';
import { quoteText } from '../../../webview/shared/filter/filter-tokens';
import { readQuantity } from '../../../webview/shared/filter/quantity';

interface Row {
  readonly id: number;
  readonly accuracy?: number;
  readonly macs?: number;
  readonly status: string;
  readonly parents: readonly number[];
}

const ROWS: readonly Row[] = [
  { id: 0, accuracy: 0.9, macs: 2e6, status: 'measured', parents: [] },
  { id: 1, accuracy: 0.95, macs: 5e5, status: 'measured', parents: [0] },
  { id: 2, status: 'failed: timeout', parents: [0, 1] },
  { id: 3, accuracy: 0.99, macs: 1e6, status: 'measured', parents: [12] },
];

const FIELDS: readonly FilterField<Row>[] = [
  {
    name: 'valAccuracy',
    title: 'Validation accuracy',
    unit: 'fraction',
    value: ({ accuracy }) => accuracy,
  },
  { name: 'macs', title: 'MACs', unit: 'count', value: ({ macs }) => macs },
  {
    name: 'status',
    title: 'Status',
    value: ({ status }) => status,
    values: ['measured', 'failed: timeout'],
  },
  { name: 'parents', title: 'Parents', unit: 'count', value: ({ parents }) => parents },
];

const textOf = ({ id, status }: Row) => `trial ${id} ${status}`;

function kept(query: string): number[] | string {
  const parsed = parseFilter(query, FIELDS, textOf);
  return parsed.kind === 'filter'
    ? ROWS.filter(parsed.matches).map(({ id }) => id)
    : `${parsed.problem.from}-${parsed.problem.to} ${parsed.problem.message}`;
}

describe('a filter', () => {
  it.each<[string, number[]]>([
    ['valAccuracy > 0.94', [1, 3]],
    ['valAccuracy >= 95 % and macs < 1M', [1]],
    ['valAccuracy >= 95% macs < 1M', [1]],
    ['VALACCURACY = 0.9', [0]],
    ['"Validation accuracy" = 0.9', [0]],
    ['macs <= 1e6 or status ~ FAIL', [1, 2, 3]],
    // `and` binds tighter than `or`.
    ['status ~ fail or macs < 1M and valAccuracy > 0.99', [2]],
    ['(status ~ fail or macs < 1M) and not valAccuracy > 0.99', [1, 2]],
    ['not status = measured', [2]],
    ['status = "failed: timeout"', [2]],
    ['status !~ fail', [0, 1, 3]],
    // What was not measured is neither more nor less, but is not equal either.
    ['macs != 1M', [0, 1, 2]],
    ['macs = none', [2]],
    ['macs != none', [0, 1, 3]],
    ['parents = 1', [2]],
    ['parents = none', [0]],
    // A part of 12.
    ['parents ~ 1', [2, 3]],
    ['fail parents = 0', [2]],
    ['"trial 3" and macs > 0', [3]],
  ])('%s', (query, ids) => expect(kept(query)).toEqual(ids));

  it.each<[string, string]>([
    ['valAcuracy > 1', '0-10 There is no column valAcuracy. Did you mean valAccuracy?'],
    ['depth = 4', '0-5 There is no column depth. Put it in quotes to search for it'],
    ['valAccuracy >', '13-13 Expected a value of valAccuracy, but got nothing'],
    ['valAccuracy > 1 and', '19-19 Expected a column or a word, but got nothing'],
    ['macs < 3 min', '7-12 Expected one of the units k, M, G, T or none, but got min'],
    ['macs < big', '7-10 Expected a number such as 1M, but got big'],
    ['status > measured', '9-17 status is a text: compare it with =, !=, ~ or !~'],
    ['(macs < 1M', '0-1 The parenthesis that opens here is never closed'],
    ['macs < 1M)', '9-10 This parenthesis closes nothing'],
    ['status = "fail', '9-14 The quotation that begins here has no end'],
    ['status ! measured', '7-8 Expected != or !~, but got a single !'],
    ['macs > none', '7-11 none can only follow = or !='],
  ])('refuses %s by its place', (query, problem) => expect(kept(query)).toBe(problem));

  it('is an expression only where something is compared', () => {
    const words = ['mut', 'mutation 3', '|nor_conv_3x3~0|+|none~0|skip_connect~1|', '"a = b"', '', 'and'];
    expect(words.filter(isExpression)).toEqual([]);
    const expressions = ['macs<1M', 'mut and macs < 1M', '(status = failed)', 'operator ~ mut', '"MACs" > 1'];
    expect(expressions.filter((text) => !isExpression(text))).toEqual([]);
  });

  it('is a predicate or a problem inside the text, whatever is typed', () => {
    const piece = fc.constantFrom(
      'macs',
      '<',
      '=',
      '!',
      '~',
      '(',
      ')',
      '"',
      '1M',
      '95',
      '%',
      'and',
      'not',
      'none',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const query = pieces.join(' ');
        const parsed = parseFilter(query, FIELDS, textOf);
        if (parsed.kind === 'filter') return ROWS.every((row) => typeof parsed.matches(row) === 'boolean');
        const { from, to } = parsed.problem;
        return 0 <= from && from <= to && to <= query.length;
      }),
      { seed: 7 },
    );
  });

  it('finds a quoted text whatever stands in it', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }).filter((text) => text.trim() !== '' && !text.includes('\\')),
        (text) => {
          const parsed = parseFilter(`status = ${quoteText(text)}`, FIELDS, textOf);
          return parsed.kind === 'filter' && parsed.matches({ ...ROWS[0]!, status: text });
        },
      ),
      { seed: 7 },
    );
  });
});

describe('a quantity', () => {
  it.each<[string, Parameters<typeof readQuantity>[1], number]>([
    ['95%', 'fraction', 0.95],
    ['95 %', 'percent', 95],
    ['0.5', 'fraction', 0.5],
    ['1.5M', 'count', 1.5e6],
    ['1_000', 'count', 1000],
    ['2 s', 'ms', 2000],
    ['250 ms', 's', 0.25],
    ['1 min', 's', 60],
    ['4 KiB', 'bytes', 4096],
    ['4 kB', 'bytes', 4000],
    ['5 µJ', 'mJ', 0.005],
    ['-1e-3', 'loss', -0.001],
  ])('%s of a %s is %d', (text, unit, value) => expect(readQuantity(text, unit)).toBe(value));
});

describe('completion', () => {
  const at = (query: string, caret = query.length) => {
    const { from, to, items } = completionsAt(query, caret, FIELDS);
    return [from, to, ...items.map(({ text }) => text)];
  };

  it('offers columns by name or title, those that begin so first', () => {
    expect(at('val')).toEqual([0, 3, 'valAccuracy']);
    expect(at('ma')).toEqual([0, 2, 'macs']);
    expect(at('accur')).toEqual([0, 5, 'valAccuracy']);
  });

  it('offers operators, then values or the next column', () => {
    expect(at('status ')).toEqual([7, 7, '=', '!=', '~', '!~']);
    expect(at('status = ')).toEqual([9, 9, 'measured', '"failed: timeout"']);
    expect(at('status = m')).toEqual([9, 10, 'measured']);
    expect(at('macs < 1 M ')).toEqual([11, 11, 'and', 'or']);
    expect(at('macs < 1M and s')).toEqual([14, 15, 'status']);
  });

  it('completes what stands before the caret', () => {
    expect(at('ma < 1M', 2)).toEqual([0, 2, 'macs']);
  });

  it('keeps out of the way of an empty field, a quotation and a whole word', () => {
    expect([at(''), at('status = "me'), at('macs')].map(([, , ...items]) => items)).toEqual([[], [], []]);
  });
});
