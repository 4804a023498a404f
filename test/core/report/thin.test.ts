import { expect, it } from 'vitest';
import { thinned } from '../../../src/core/report/thin';

it('keeps the first mark of each square, and all that must stay', () => {
  const marks = [
    { x: 0, y: 0, name: 'first' },
    { x: 2, y: 2, name: 'on the first' },
    { x: 2.9, y: 0, name: 'kept' },
    { x: 3, y: 0, name: 'next square' },
    { x: 0, y: 3, name: 'square below' },
  ];
  expect(thinned(marks, 3, ({ name }) => name === 'kept').map(({ name }) => name)).toEqual([
    'first',
    'kept',
    'next square',
    'square below',
  ]);
});
