import { describe, expect, it } from 'vitest';
import { costOf } from '../../../src/core/graph/cost';
import { createSpace } from '../../../src/core/space/catalog';
import { NAS_BENCH_MACRO_CONTEXT } from '../../../src/core/space/nas-bench-macro';
import { benchData } from '../../support/bench-data';

const space = createSpace({ kind: 'nas-bench-macro' }, NAS_BENCH_MACRO_CONTEXT);

describe('NAS-Bench-Macro', () => {
  it('has 6,561 encodings, written as eight digits', () => {
    expect(space.count()).toBe(6561n);
    expect(space.parse('01201220')).toEqual([0, 1, 2, 0, 1, 2, 2, 0]);
    expect(space.format([0, 1, 2, 0, 1, 2, 2, 0])).toBe('01201220');
  });

  it('takes networks that differ in where a stage leaves a layer out for one candidate', () => {
    expect(space.candidateId(space.parse('00000010'))).toBe(space.candidateId(space.parse('00000001')));
    // The first layer of a stage halves the map, so it does not commute.
    expect(space.candidateId(space.parse('00000100'))).not.toBe(space.candidateId(space.parse('00000001')));
  });

  it('refuses what is no candidate, by character', () => {
    expect(() => space.parse('0120122')).toThrow('8 digits, one a layer');
    expect(() => space.parse('01201223')).toThrow('character 8');
  });

  it('has the published parameters and MACs, every 41st network of the table', ({ skip }) => {
    const text = benchData('nasbench-macro.json.gz');
    if (text === undefined) return skip();
    const { rows } = JSON.parse(text) as { rows: [string, ...number[]][] };
    for (const row of rows.filter((_, i) => i % 41 === 0)) {
      const { paramCount, macs } = costOf(space.build(space.parse(row[0])));
      expect({ arch: row[0], paramCount, macs }).toEqual({ arch: row[0], paramCount: row[6], macs: row[7] });
    }
  });
});
