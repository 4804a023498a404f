import { describe, expect, it } from 'vitest';
import { benchData } from '../../../support/bench-data';
import { secondRaces } from '../../../support/second-races';

const text = benchData('nasbench201.json.gz');
const SEEDS = Array.from({ length: 40 }, (_, seed) => seed);
const HOUR = 3600;

describe.skipIf(text === undefined)('on NAS-Bench-201 with 12 and 200 epochs', () => {
  it.each(['successive-halving', 'hyperband', 'asha', 'bohb'])(
    '%s reaches 93.8 % on CIFAR-10 in fewer simulated seconds than random search',
    (kind) => {
      const race = secondRaces(text!, 'c10', 150 * HOUR);
      const [its, random] = [kind, 'random'].map((one) =>
        SEEDS.map((seed) => race({ kind: one }, seed, 0.938) / HOUR),
      );
      const median = (hours: readonly number[]): number => hours.toSorted((a, b) => a - b)[19]!;
      console.info(
        `median hours, seeds 0 to 39: ${kind} ${median(its!).toFixed(1)}, random ${median(random!).toFixed(1)}`,
      );
      expect(median(its!)).toBeLessThan(median(random!) / 1.5);
      // A fair coin gives 27 or more of 40 with probability 0.02.
      expect(SEEDS.filter((seed) => its![seed]! < random![seed]!).length).toBeGreaterThanOrEqual(27);
    },
  );
});
