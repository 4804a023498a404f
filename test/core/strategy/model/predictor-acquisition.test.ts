import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import { meritsOf } from '../../../../src/core/strategy/model/predictor-acquisition';

const FORECAST = { means: Float64Array.of(0, 1), sds: Float64Array.of(1, 0) };
const merits = (
  acquisition: Parameters<typeof meritsOf>[2]['acquisition'],
  seed = 1,
  forecast = FORECAST,
) => [...meritsOf(forecast, 0, { acquisition, exploration: 2 }, createRng(seed))];

describe('acquisitions of a predictor', () => {
  it.each([
    { acquisition: 'mean', worth: [0, 1], why: 'ignores the spread' },
    { acquisition: 'ucb', worth: [2, 1], why: 'adds two deviations' },
    // A standard normal above 0 gains 1 / sqrt(2 pi); what is certain gains its lead.
    { acquisition: 'ei', worth: [1 / Math.sqrt(2 * Math.PI), 1], why: 'expects a gain above the best' },
  ] as const)('$acquisition $why', ({ acquisition, worth }) => {
    const found = merits(acquisition);

    expect(found).toEqual(worth.map((value) => expect.closeTo(value, 6) as number));
  });

  it('independent Thompson sampling draws each candidate from its own normal distribution', () => {
    const draws = Array.from({ length: 2000 }, (_, seed) => merits('independent-thompson', seed));
    const mean = draws.reduce((sum, [uncertain]) => sum + uncertain!, 0) / draws.length;
    const variance = draws.reduce((sum, [uncertain]) => sum + (uncertain! - mean) ** 2, 0) / draws.length;

    expect(draws.every(([, certain]) => certain === 1)).toBe(true);
    // Five standard errors: a right sampler fails with probability below 1e-6.
    expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(2000));
    expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.sqrt(2 / 2000));
  });

  it('independent Thompson sampling tells candidates with the same forecast apart', () => {
    const [first, second] = merits('independent-thompson', 1, {
      means: Float64Array.of(0, 0),
      sds: Float64Array.of(1, 1),
    });

    expect(first).not.toBe(second);
  });

  it('random knows nothing of the forecast', () => {
    const other = { means: Float64Array.of(9, -9), sds: Float64Array.of(3, 3) };

    expect(merits('random', 4, other)).toEqual(merits('random', 4));
  });
});
