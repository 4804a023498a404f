import { describe, expect, it } from 'vitest';
import { createKnobTree } from '../../../../src/core/space/knob-tree';
import { nb201Space, tinyMlp } from '../../../support/spaces';
import { failed, proposalOf, runSequentially, startStrategy } from '../../../support/strategy-runs';
import { toySpace } from '../../../support/toy-space';

describe('random search', () => {
  it('draws uniformly over encodings: chi-square over the 24 first draws of 4,800 seeds, false alarm 0.001', () => {
    const space = tinyMlp();
    const counts = new Map(
      [...createKnobTree(space.knobs).enumerate()].map((genotype) => [genotype.join(), 0]),
    );
    for (let seed = 0; seed < 4800; seed++) {
      const key = proposalOf(startStrategy({ kind: 'random' }, space, seed).ask()).genotype.join();
      counts.set(key, counts.get(key)! + 1);
    }

    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 200) ** 2 / 200, 0);
    expect(counts.size).toBe(24);
    expect(chiSquare).toBeLessThan(49.73); // 23 degrees of freedom
  });

  it('proposes each of the 6,466 distinct cells of NAS-Bench-201 once, then nothing', () => {
    const space = nb201Space();
    const { proposals, ended } = runSequentially(startStrategy({ kind: 'random' }, space, 5), 10_000);

    const ids = new Set(proposals.map(({ genotype }) => space.candidateId(genotype)));
    expect([ended, proposals.length, ids.size]).toEqual([true, 6466, 6466]);
  });

  it('has the expected best of n draws without replacement, n (N + 1) / (n + 1), within 4 standard errors', () => {
    const space = toySpace(2, 6);
    const rank = ([a, b]: readonly number[]): number => 1 + 6 * a! + b!;
    const runs = Array.from({ length: 800 }, (_, seed) =>
      runSequentially(startStrategy({ kind: 'random' }, space, seed), 12).proposals.map(({ genotype }) =>
        rank(genotype),
      ),
    );

    const offBy = [1, 2, 3, 5, 8, 12].map((n) => {
      const bests = runs.map((ranks) => Math.max(...ranks.slice(0, n)));
      const mean = bests.reduce((sum, best) => sum + best, 0) / bests.length;
      const variance = bests.reduce((sum, best) => sum + (best - mean) ** 2, 0) / (bests.length - 1);
      return (mean - (n * 37) / (n + 1)) / Math.sqrt(variance / bests.length);
    });
    expect(offBy.filter((errors) => Math.abs(errors) > 4)).toEqual([]);
  });

  it('learns nothing: outcomes do not change what comes', () => {
    const good = runSequentially(startStrategy({ kind: 'random' }, tinyMlp(), 2), 24);
    const bad = runSequentially(startStrategy({ kind: 'random' }, tinyMlp(), 2), 24, ({ trial }) =>
      failed(trial),
    );

    expect(bad.proposals).toEqual(good.proposals);
  });
});
