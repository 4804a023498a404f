import { describe, expect, it } from 'vitest';
import { layoutRequest } from '../../../src/core/drawing/dag-layout';
import type { LayoutRequest, LayoutResult } from '../../../src/core/drawing/dag-layout';
import { dagOf } from '../../../src/core/drawing/dag-model';
import { splitEdges } from '../../../webview/shared/dag/dag-lanes';
import { levelsOf } from '../../../webview/shared/dag/dag-order';
import { placeInParts } from '../../../webview/shared/dag/dag-segments';
import { denseBlock, ladder, mirrored, twoBack } from '../../support/undivided-networks';

const CASES = [
  { name: 'rungs of a ladder', network: ladder(60) },
  { name: 'cells of DARTS', network: twoBack(8) },
  { name: 'mirrored skips', network: mirrored(80, 8) },
  { name: 'a dense block', network: denseBlock(50) },
];

describe.each(CASES)('a large part that no node divides: $name', ({ network }) => {
  const request = layoutRequest(dagOf(network, new Set()), 'labelled');
  const result = placeInParts(request);
  const at = new Map(request.nodes.map(({ id }, i) => [id, i]));

  it('has every node below its inputs and none over another', () => {
    const y = (id: string) => result.positions[at.get(id)!]!.y;
    expect(request.edges.filter(({ from, to }) => y(from) >= y(to))).toEqual([]);
    expect(overlaps(request, result)).toEqual([]);
  });

  it('has edges from node to node, inside the drawing', () => {
    const loose = request.edges.filter(({ from, to }, i) => {
      const route = result.routes[i]!;
      const touches = (id: string, { x, y }: { x: number; y: number }) => {
        const { width, height } = request.nodes[at.get(id)!]!;
        const node = result.positions[at.get(id)!]!;
        return Math.abs(node.x - x) <= width / 2 + 1 && Math.abs(node.y - y) <= height / 2 + 1;
      };
      return !touches(from, route[0]!) || !touches(to, route.at(-1)!);
    });
    expect(loose).toEqual([]);
    const outside = result.routes.flat().filter(({ x }) => x < 0 || x > result.width);
    expect(outside).toEqual([]);
  });
});

it('leads the longest edges beside the drawing, and no node by a lane', () => {
  const request = layoutRequest(dagOf(mirrored(80, 8), new Set()), 'labelled');
  const { long } = splitEdges(request, levelsOf(request)!);
  const { positions, routes } = placeInParts(request);
  const crossed = long.filter((edge) => {
    const [, , , top, , bottom] = routes[edge]!;
    return positions.some(
      ({ x, y }, i) => Math.abs(x - top!.x) < request.nodes[i]!.width / 2 && y > top!.y && y < bottom!.y,
    );
  });
  expect(long).toHaveLength(6);
  expect(crossed).toEqual([]);
});

it('stands upright however long it is', () => {
  const width = (rungs: number) =>
    placeInParts(layoutRequest(dagOf(ladder(rungs), new Set()), 'labelled')).width;
  expect(width(200)).toBeLessThan(1.2 * width(80));
});

it('leaves short edges where they are, and those of one length together', () => {
  const node = (id: string) => ({ id, width: 10, height: 10 });
  const chain = ['a', 'b', 'c', 'd', 'e', 'f'];
  const request: LayoutRequest = {
    spacing: 'roomy',
    nodes: chain.map(node),
    edges: [
      ...chain.slice(1).map((to, i) => ({ from: chain[i]!, to })),
      { from: 'a', to: 'e' },
      { from: 'b', to: 'f' },
      { from: 'a', to: 'd' },
    ],
  };
  const { long } = splitEdges(request, levelsOf(request)!);
  expect(long).toEqual([5, 6]);
});

function overlaps({ nodes }: LayoutRequest, { positions }: LayoutResult): string[] {
  return nodes.flatMap((a, i) =>
    nodes
      .slice(i + 1)
      .filter((b, k) => {
        const [p, q] = [positions[i]!, positions[i + 1 + k]!];
        return (
          Math.abs(p.x - q.x) < (a.width + b.width) / 2 && Math.abs(p.y - q.y) < (a.height + b.height) / 2
        );
      })
      .map((b) => `${a.id} ${b.id}`),
  );
}
