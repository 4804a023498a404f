import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { InputError } from '../../../src/core/base/errors';
import { createRng } from '../../../src/core/base/random';
import { costOf } from '../../../src/core/graph/cost';
import { limitedSpace } from '../../../src/core/space/limited-space';
import type { Genotype } from '../../../src/core/space/space';
import { chiSquareLimit, everyEncoding } from '../../support/space-checks';
import { tinyChain } from '../../support/spaces';

const whole = tinyChain();
const members = [...everyEncoding(whole)].filter((genotype) => whole.check(genotype) === undefined);
const macsOf = (genotype: Genotype): number => costOf(whole.build(genotype)).macs;
const MEDIAN = members.map(macsOf).sort((a, b) => a - b)[Math.floor(members.length / 2)]!;
const cheap = members.filter((genotype) => macsOf(genotype) <= MEDIAN);
const limited = limitedSpace(whole, [{ metric: 'macs', max: MEDIAN }]);

describe('a space within limits', () => {
  it('has about half of the members of the test space', () => {
    expect(cheap.length).toBeGreaterThan(members.length / 3);
    expect(cheap.length).toBeLessThan(members.length);
  });

  it('gives members that keep the limits only, whatever it is asked for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), (seed) => {
        const rng = createRng(seed);
        const [a, b] = [limited.sample(rng), limited.sample(rng)];
        const all = [a, b, limited.mutate(a, rng), limited.crossover(a, b, rng), ...limited.neighbours(a)];
        expect(all.map(macsOf).filter((macs) => macs > MEDIAN)).toEqual([]);
        expect(all.map((genotype) => limited.check(genotype)).filter((why) => why !== undefined)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('samples uniformly over the encodings that keep them', () => {
    const rng = createRng(5);
    const draws = 40 * cheap.length;
    const counts = new Map(cheap.map((genotype) => [genotype.join(), 0]));
    for (let i = 0; i < draws; i++) {
      const key = limited.sample(rng).join();
      counts.set(key, counts.get(key)! + 1);
    }
    const statistic = [...counts.values()].reduce((sum, n) => sum + (n - 40) ** 2 / 40, 0);
    expect(statistic).toBeLessThan(chiSquareLimit(cheap.length - 1));
  });

  it('has all neighbours of the whole space that keep them', () => {
    const [genotype] = cheap;
    const expected = whole.neighbours(genotype!).filter((other) => macsOf(other) <= MEDIAN);
    expect(limited.neighbours(genotype!)).toEqual(expected);
  });

  it('says why another candidate is no member', () => {
    const dear = members.find((genotype) => macsOf(genotype) > MEDIAN)!;
    expect(limited.check(dear)).toBe(`macs is ${macsOf(dear)}, above ${MEDIAN}`);
  });

  it('refuses limits that no candidate keeps, at the constraints', () => {
    const empty = limitedSpace(whole, [{ metric: 'paramCount', max: 1 }]);
    expect(() => empty.sample(createRng(1))).toThrow(InputError);
    expect(() => empty.sample(createRng(1))).toThrow(
      'constraints: none of 2000 candidates of the space keeps the limits on paramCount; loosen them or make the space smaller',
    );
  });

  it('is the space itself without limits', () => {
    expect(limitedSpace(whole, [])).toBe(whole);
  });
});
