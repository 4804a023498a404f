import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TextOrder } from '../../../webview/shared/table/text-order';

const anyText = fc.stringMatching(/^[aAbé019 ]{0,4}$/);

it('ranks texts as a collator orders them, however many at a time they come', () => {
  const collator = new Intl.Collator('en', { numeric: true });
  fc.assert(
    fc.property(fc.array(fc.array(anyText, { maxLength: 9 }), { maxLength: 9 }), (batches) => {
      const order = new TextOrder();
      for (const batch of batches) order.add(batch);
      const texts = batches.flat();
      const pairs = texts.flatMap((a) => texts.map((b) => [a, b] as const));
      expect(pairs.map(([a, b]) => Math.sign(order.rank(a) - order.rank(b)))).toEqual(
        pairs.map(([a, b]) => Math.sign(collator.compare(a, b))),
      );
    }),
    { seed: 7 },
  );
});

it('finds texts equal that differ in how a number is written', () => {
  const order = new TextOrder();
  order.add(['conv 10', 'conv 1']);
  order.add(['conv 01']);
  expect([order.rank('conv 1'), order.rank('conv 01'), order.rank('conv 10')]).toEqual([0, 0, 1]);
});
