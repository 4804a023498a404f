import { expect, it } from 'vitest';
import { csvLine } from '../../../src/core/base/csv';

it('quotes what would break a record, and leaves unknown cells empty', () => {
  expect(csvLine(['a', 1.5, undefined, 'x,y', 'say "no"', 'two\nlines'])).toBe(
    'a,1.5,,"x,y","say ""no""","two\nlines"',
  );
});
