import { expect, it } from 'vitest';
import { createArchitecture } from '../../../src/core/graph/architecture';
import { GraphBuilder } from '../../../src/core/graph/graph-builder';
import { layoutRequest, place } from '../../../src/core/drawing/dag-layout';
import { dagOf } from '../../../src/core/drawing/dag-model';
import { placeInParts } from '../../../webview/shared/dag/dag-segments';
import { boxInSight, layoutWithin, nodeAt, roomAround } from '../../../webview/shared/dag/dag-scene';
import { bigPicture } from '../../support/big-architecture';

const graph = dagOf(createArchitecture(bigPicture(10).nodes), new Set());
const request = layoutRequest(graph, 'labelled');
const result = placeInParts(request);
const placed = {
  width: result.width,
  height: result.height,
  nodes: graph.nodes.map((node, i) => ({ ...node, ...result.positions[i]!, ...sizeOf(i) })),
  edges: graph.edges.map((edge, i) => ({ ...edge, points: result.routes[i]! })),
};

function sizeOf(i: number) {
  const { width, height } = request.nodes[i]!;
  return { width, height };
}

it('puts every node below its inputs and none over another', () => {
  const y = new Map(placed.nodes.map((node) => [node.id, node.y]));
  expect(placed.edges.every(({ from, to }) => y.get(from)! < y.get(to)!)).toBe(true);
  const overlapping = placed.nodes.filter((a, i) =>
    placed.nodes.some(
      (b, j) =>
        j > i &&
        Math.abs(a.x - b.x) < (a.width + b.width) / 2 &&
        Math.abs(a.y - b.y) < (a.height + b.height) / 2,
    ),
  );
  expect(overlapping).toEqual([]);
});

it('stays inside its size, with edges that begin and end at their nodes', () => {
  const inside = placed.nodes.every(
    ({ x, y, width, height }) =>
      x >= width / 2 && y >= height / 2 && x + width / 2 <= placed.width && y + height / 2 <= placed.height,
  );
  expect(inside).toBe(true);
  const at = new Map(placed.nodes.map((node) => [node.id, node]));
  const loose = placed.edges.filter(({ from, points }) => {
    const node = at.get(from)!;
    const [first] = points;
    return (
      Math.abs(first!.y - node.y) > node.height / 2 + 1 || Math.abs(first!.x - node.x) > node.width / 2 + 1
    );
  });
  expect(loose).toEqual([]);
});

it('tells how far it is, up to all', () => {
  const shares: number[] = [];
  placeInParts(request, (share) => shares.push(share));
  expect(shares.at(-1)).toBe(1);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
});

it('places as a whole what no node divides', () => {
  const g = new GraphBuilder([4]);
  const [a, b] = [g.dense(g.input, 4), g.dense(g.input, 4)];
  g.add([g.add([a, b]), g.activation(a, 'relu'), g.input]);
  const whole = layoutRequest(dagOf(g.build(), new Set()), 'labelled');
  expect(placeInParts(whole)).toEqual(place(whole));
});

it('has of a large drawing what a window and its surroundings show', () => {
  const sight = boxInSight({ scale: 1, x: 0, y: -2000 }, { width: 600, height: 400 });
  const part = layoutWithin(placed, roomAround(sight));
  expect(part.nodes.length).toBeGreaterThan(5);
  expect(part.nodes.length).toBeLessThan(placed.nodes.length / 4);
  const seen = placed.nodes.find(({ y }) => y > 2100 && y < 2300)!;
  expect(part.nodes).toContain(seen);
  expect(nodeAt(placed, seen.x, seen.y)).toBe(seen);
});
