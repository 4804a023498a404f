import { describe, expect, it } from 'vitest';
import { orderLayers } from '../../../src/core/drawing/layer-order';

describe('the order of nodes in layers', () => {
  it('uncrosses two edges', () => {
    // 0 and 1 above 2 and 3, of which each is listed on the wrong side.
    const place = orderLayers(
      [0, 0, 1, 1],
      [
        [0, 3],
        [1, 2],
      ],
    );
    expect(Math.sign(place[0]! - place[1]!)).toBe(Math.sign(place[3]! - place[2]!));
  });

  it('uncrosses a cross with a node that stays between', () => {
    const ranks = [0, 0, 0, 1, 1, 1];
    const edges = [
      [0, 5],
      [1, 4],
      [2, 3],
    ] as const;
    const place = orderLayers(ranks, edges);
    const above = [0, 1, 2].sort((a, b) => place[a]! - place[b]!);
    expect(above.map((node) => place[5 - node])).toEqual([0, 1, 2]);
  });

  it('gives each node of a layer a place of its own', () => {
    const ranks = [0, 1, 1, 1, 2, 2];
    const place = orderLayers(ranks, [
      [0, 1],
      [0, 3],
      [1, 5],
      [3, 4],
    ]);
    expect([1, 2, 3].map((node) => place[node]!).sort()).toEqual([0, 1, 2]);
    expect([4, 5].map((node) => place[node]!).sort()).toEqual([0, 1]);
  });

  it('takes a chain of any depth', () => {
    const depth = 100_000;
    const ranks = Int32Array.from({ length: depth }, (_, i) => i);
    const place = orderLayers(
      ranks,
      Array.from({ length: depth - 1 }, (_, i) => [i, i + 1] as const),
    );
    expect(place).toEqual(new Int32Array(depth));
  });
});
