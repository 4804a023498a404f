import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readCsvDataset } from '../../src/dataset/csv-dataset';
import type { CsvSpec } from '../../src/dataset/csv-dataset';
import { inputErrorOf } from '../support/error-of';
import { folderWith } from '../support/folder';

const defaults: CsvSpec = { format: 'csv', path: 'a.csv', label: 'kind', header: true, separator: ',' };

function read(text: string | Uint8Array, spec: Partial<CsvSpec> = {}, regression = false, name = 'a.csv') {
  const folder = folderWith({ [name]: text });
  return readCsvDataset(
    'a',
    { label: name, path: `${folder}/${name}` },
    { ...defaults, ...spec },
    regression,
  );
}

const flowers = 'width,kind,height\n1,rose,2\n3,aster,4\n5,rose,6\n';

describe('readCsvDataset', () => {
  it('reads the columns beside the label, classes sorted by name', async () => {
    expect(await read(flowers)).toEqual({
      name: 'a',
      inputShape: [2],
      target: { kind: 'classes', names: ['aster', 'rose'] },
      divisor: 1,
      examples: { count: 3, x: Float32Array.of(1, 2, 3, 4, 5, 6), y: Float32Array.of(1, 0, 1) },
    });
  });

  it('reads the label as a number for a regression', async () => {
    const { target, examples } = await read('a,price\n1,2.5\n2,-1e3\n', { label: 'price' }, true);
    expect(target).toEqual({ kind: 'values', names: ['price'] });
    expect([...examples.y]).toEqual([2.5, -1000]);
  });

  it('sorts classes that are numbers by value', async () => {
    const { target } = await read('a,kind\n1,10\n2,9\n3,1\n');
    expect(target.names).toEqual(['1', '9', '10']);
  });

  it('takes a position as label, with and without a header', async () => {
    const without = await read('1,rose,2\n3,aster,4\n', { header: false, label: 1 });
    expect([...without.examples.x]).toEqual([1, 2, 3, 4]);
    const withHeader = await read(flowers, { label: 1 });
    expect([...withHeader.examples.y]).toEqual([1, 0, 1]);
  });

  it('reads packed files, byte order marks, Windows lines, blanks, quotes, other separators and empty lines', async () => {
    const text = '\uFEFF"width"; "kind" ;height\r\n\r\n1;"a ""b"", c"; 2\r\n3;d;4\r\n\r\n';
    const data = await read(gzipSync(text), { separator: ';' }, false, 'a.csv.gz');
    expect(data.target.names).toEqual(['a "b", c', 'd']);
    expect([...data.examples.x]).toEqual([1, 2, 3, 4]);
  });

  it('takes columns as the pixels of an image', async () => {
    const data = await read('a,b,kind\n1,2,x\n3,4,y\n', { imageShape: [1, 2, 1] });
    expect(data.inputShape).toEqual([1, 2, 1]);
  });

  it.each<[string, string, Partial<CsvSpec>, boolean, string]>([
    ['an empty file', '', {}, false, 'a.csv: expected rows of data, but got none'],
    ['a header alone', 'a,kind\n', {}, false, 'a.csv: expected rows of data, but got none'],
    [
      'a missing number',
      'a,kind\n1,x\n\n,y\n',
      {},
      false,
      'a.csv, row 4, column 0 ("a"): expected a number, but the value is missing: fill it in or leave the row out',
    ],
    [
      'a word for a missing number',
      'a,kind\nNA,y\n',
      {},
      false,
      'a.csv, row 2, column 0 ("a"): expected a number, but the value is missing ("NA"): fill it in or leave the row out',
    ],
    [
      'text in a feature column',
      'a,kind\nred,y\n',
      {},
      false,
      'a.csv, row 2, column 0 ("a"): expected a number, but got "red" (give a column of text as numbers, one 0/1 column for each of its values, or leave it out)',
    ],
    [
      'a number beyond 32-bit floats',
      'a,kind\n1e39,y\n',
      {},
      false,
      'a.csv, row 2, column 0 ("a"): expected a number, but got "1e39"',
    ],
    [
      'a missing label',
      'a,kind\n1,\n',
      {},
      false,
      'a.csv, row 2, column 1 ("kind"): expected a label, but the value is missing',
    ],
    [
      'a regression label that is text',
      'a,kind\n1,rose\n',
      {},
      true,
      'a.csv, row 2, column 1 ("kind"): expected a number, but got "rose" (give a column of text as numbers, one 0/1 column for each of its values, or leave it out)',
    ],
    [
      'a short row',
      'a,b,kind\n1,2,x\n1,x\n',
      {},
      false,
      'a.csv, row 3: expected 3 columns as in the first row, but got 2',
    ],
    [
      'a long row',
      'a,kind\n1,x,3\n',
      {},
      false,
      'a.csv, row 2: expected 2 columns as in the first row, but got 3',
    ],
    [
      'an unknown label',
      'a,b\n1,2\n',
      {},
      false,
      'task.dataset.label: expected a column of a.csv, row 1 ("a", "b"), but got "kind"',
    ],
    [
      'a label that two columns have',
      'a,kind,kind\n1,2,3\n',
      {},
      false,
      'a.csv, row 1: expected one column "kind", but got several: give its position',
    ],
    [
      'a position beyond the columns',
      'a,b\n1,2\n',
      { label: 2 },
      false,
      'task.dataset.label: expected a column from 0 to 1 of a.csv, but got 2',
    ],
    [
      'a name without a header',
      '1,2\n',
      { header: false },
      false,
      'task.dataset.label: expected the position of a column, since a.csv has no header, but got "kind"',
    ],
    [
      'a header where none is expected',
      'a,kind\n1,x\n',
      { header: false, label: 1 },
      false,
      'a.csv, row 1, column 0: expected a number, but got "a" (if this row names the columns, set header to true)',
    ],
    [
      'the wrong separator',
      'kind\n1\n',
      {},
      false,
      'a.csv, row 1: expected a label and at least one more column, but got 1 column: is the separator "," right?',
    ],
    [
      'an image of another size',
      'a,kind\n1,x\n',
      { imageShape: [2, 2, 1] },
      false,
      'task.dataset.imageShape: expected 1 values, as many as a.csv has columns beside the label, but got "2 x 2 x 1 = 4"',
    ],
    [
      'an open quote',
      'a,kind\n1,x\n2,"y\n3,z\n',
      {},
      false,
      'a.csv, row 3: expected a closing quote, but the file ends',
    ],
    [
      'a quote in the middle',
      'a,kind\n1,x"y\n',
      {},
      false,
      'a.csv, row 2: expected a quote only at the start of a value, but got one in the middle',
    ],
  ])('says where %s is', async (_, text, spec, regression, message) => {
    expect(await inputErrorOf(() => read(text, spec, regression))).toBe(message);
  });
});
