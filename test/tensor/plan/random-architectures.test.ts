import { beforeAll, describe, expect, it } from 'vitest';

import { agreeToFourDigits } from '../../bench/agreement';
import { randomBatches } from '../../bench/random-batches';
import { SAMPLED_SPACE_NAMES, sampledArchitecture } from '../../bench/sampled-spaces';
import type { SampledArchitecture } from '../../bench/sampled-spaces';
import { start } from '../backends';
import { pair } from './plan-case';

const COUNT = 30;
const STEPS = 5;

// The benchmark does the same with a thousand of each, and with their times.
describe.each(SAMPLED_SPACE_NAMES)('random architectures of %s', (space) => {
  beforeAll(() => start('plan'));

  it(`train ${STEPS} steps with the losses of tfjs, to four digits`, () => {
    const samples = Array.from({ length: COUNT }, (_, index) => sampledArchitecture(space, index));
    const disagree = samples.flatMap((sample, index) => {
      const { planned, expected } = losses(sample, index);
      const { notation } = sample;
      return agreeToFourDigits(expected, planned) ? [] : [{ notation, index, planned, expected }];
    });
    expect(disagree).toEqual([]);
  });
});

function losses({ architecture, shape }: SampledArchitecture, seed: number) {
  const { plan, tfjs, dispose } = pair(architecture, { optimizer: 'sgd' });
  const planned: number[] = [];
  const expected: number[] = [];
  for (const batch of randomBatches(STEPS, shape, seed)) {
    planned.push(plan.step(batch, 0.01).loss);
    expected.push(tfjs.step(batch, 0.01).loss);
  }
  dispose();
  return { planned, expected };
}
