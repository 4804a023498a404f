import { expect, it } from 'vitest';
import { hintPlaces } from '../../../src/core/experiment/hints';

const TEXT = '{ "space": { "kind": "mlp" }, "budget": { "trials": 5 } }';

it('hints stand behind space and behind budget', () => {
  expect(hintPlaces(TEXT).map(({ key, offset }) => [key, TEXT.slice(0, offset)])).toEqual([
    ['space', '{ "space"'],
    ['budget', TEXT.slice(0, TEXT.indexOf('"budget"') + 8)],
  ]);
});

it('a broken text has the hints of what can be read', () => {
  expect(hintPlaces('{ "space": { "kind": ')).toHaveLength(1);
  expect(hintPlaces('')).toEqual([]);
});
