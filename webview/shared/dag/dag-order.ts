import type { LayoutRequest } from '../../../src/core/drawing/dag-layout';

/** Positions, each after those with edges to it, in list order where there is a choice; `undefined` with a circle. */
export function topologicalOrder({ nodes, edges }: LayoutRequest): number[] | undefined {
  const position = new Map(nodes.map(({ id }, i) => [id, i]));
  const targets: number[][] = nodes.map(() => []);
  const missing = new Int32Array(nodes.length);
  for (const { from, to } of edges) {
    targets[position.get(from)!]!.push(position.get(to)!);
    missing[position.get(to)!]! += 1;
  }
  const order = [...missing.keys()].filter((i) => missing[i] === 0);
  for (let i = 0; i < order.length; i++)
    for (const target of targets[order[i]!]!) if (--missing[target]! === 0) order.push(target);
  return order.length === nodes.length ? order : undefined;
}

/** The layer of each node: as many edges below the first as the longest way to it has; `undefined` with a circle. */
export function levelsOf(request: LayoutRequest): Int32Array | undefined {
  const order = topologicalOrder(request);
  if (!order) return undefined;
  const position = new Map(request.nodes.map(({ id }, i) => [id, i]));
  const inputs: number[][] = request.nodes.map(() => []);
  for (const { from, to } of request.edges) inputs[position.get(to)!]!.push(position.get(from)!);
  const levels = new Int32Array(request.nodes.length);
  for (const node of order)
    for (const input of inputs[node]!) levels[node] = Math.max(levels[node]!, levels[input]! + 1);
  return levels;
}
