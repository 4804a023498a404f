import { describe, expect, it } from 'vitest';
import { createKnobTree } from '../../../../src/core/space/knob-tree';
import { nb201Space, tinyMlp } from '../../../support/spaces';
import { proposalOf, runSequentially, startStrategy } from '../../../support/strategy-runs';

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
});
