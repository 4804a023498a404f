import { describe, expect, it } from 'vitest';
import { members } from '../../../src/core/strategy/unseen';
import { nb201Space, tinyChain, tinyMlp } from '../../support/spaces';
import { proposalOf, runSequentially, startStrategy } from '../../support/strategy-runs';

describe('random search', () => {
  it('draws uniformly over encodings: chi-square over the 24 first draws of 4,800 seeds, false alarm 0.001', () => {
    const space = tinyMlp();
    const counts = new Map([...members(space)].map((genotype) => [genotype.join(), 0]));
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

describe('members', () => {
  it.each([
    { title: 'nas-bench-201', space: nb201Space() },
    { title: 'a conditional space', space: tinyChain() },
    { title: 'a space of 24', space: tinyMlp() },
  ])('lists every encoding of $title once', ({ space }) => {
    const listed = [...members(space)];

    expect(BigInt(listed.length)).toBe(space.count());
    expect(new Set(listed.map((genotype) => genotype.join())).size).toBe(listed.length);
  });
});
