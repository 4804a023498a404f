import { expect, it } from 'vitest';
import { constraintEffects } from '../../../src/core/space/constraint-effects';

const COSTS = [10, 20, 30, 40].map((paramCount) => ({
  paramCount,
  macs: 100 - paramCount,
  activationBytes: 4,
}));

it('counts what keeps each limit and all of them, and what limit half would keep', () => {
  const limits = [
    { metric: 'paramCount', max: 20 },
    { metric: 'macs', min: 65, max: 85 },
  ];
  expect(constraintEffects(limits, COSTS)).toEqual({
    sampled: 4,
    keptByAll: 1,
    each: [
      {
        known: true,
        path: 'constraints[0]',
        metric: 'paramCount',
        max: 20,
        kept: 2,
        forHalf: 20,
        forNineTenths: 40,
      },
      {
        known: true,
        path: 'constraints[1]',
        metric: 'macs',
        min: 65,
        max: 85,
        kept: 2,
        forHalf: 70,
        forNineTenths: 90,
      },
    ],
  });
});

it('takes a lower limit from above', () => {
  const [effect] = constraintEffects([{ metric: 'paramCount', min: 15 }], COSTS).each;
  expect(effect).toMatchObject({ kept: 3, forHalf: 30, forNineTenths: 10 });
});

it('names the nearest value where no candidate keeps a limit', () => {
  const nearest = (limit: object) => constraintEffects([{ metric: 'paramCount', ...limit }], COSTS).each[0];
  expect(nearest({ max: 5 })).toMatchObject({ kept: 0, nearest: 10 });
  expect(nearest({ min: 50 })).toMatchObject({ kept: 0, nearest: 40 });
  expect(nearest({ min: 31, max: 38 })).toMatchObject({ kept: 0, nearest: 30 });
});

it('leaves what is measured to the search, and everything where nothing can be built', () => {
  const latency = { metric: 'latencyMs', max: 2 };
  const measured = { known: false, path: 'constraints[0]', ...latency };
  expect(constraintEffects([latency], COSTS)).toEqual({ each: [measured], keptByAll: 4, sampled: 4 });
  expect(constraintEffects([{ metric: 'macs', max: 1 }], []).each[0]).toMatchObject({ known: false });
});
