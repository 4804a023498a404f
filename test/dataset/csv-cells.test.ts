import { expect, it } from 'vitest';
import { csvCells } from '../../src/dataset/csv-cells';

it('reads numbers as numbers, codes as text and nothing as null', () => {
  expect(csvCells('arch,acc\n"a,b",0.5\n007,1e3\n12,\n-0.25,-3', 'x.csv')).toEqual({
    columns: ['arch', 'acc'],
    rows: [
      ['a,b', 0.5],
      ['007', 1000],
      [12, null],
      [-0.25, -3],
    ],
  });
});

it('separates by tabs where the name says so', () => {
  expect(csvCells('a\tb\n1,5\t2', 'x.tsv.gz')).toEqual({ columns: ['a', 'b'], rows: [['1,5', 2]] });
});

it('names file and line of what is no CSV', () => {
  expect(() => csvCells('a,b\n1,2,3\n', 'x.csv')).toThrow(/^x\.csv: expected CSV: .*line 2/);
});
