/** Sweeps without fewer crossings before the search for an order ends. */
const PATIENCE = 4;

/**
 * Orders the nodes of each layer so that few edges cross: layers are sorted by the mean place of each node's
 * neighbours in the layer before, down and up in turn, and the best order met is kept (Sugiyama, Tagawa and Toda,
 * "Methods for Visual Understanding of Hierarchical System Structures", IEEE SMC 11(2), 1981). Begins with a walk in
 * depth from the top. O((nodes + edges) log nodes) a sweep; never recursive, so that depth costs no stack.
 *
 * @param ranks the layer of each node, from 0
 * @param edges from a node to one of the next layer
 * @returns the place of each node in its layer
 */
export function orderLayers(
  ranks: ArrayLike<number>,
  edges: readonly (readonly [from: number, to: number])[],
): Int32Array {
  const nodes = Array.from({ length: ranks.length }, (_, i) => i);
  const above: number[][] = nodes.map(() => []);
  const below: number[][] = nodes.map(() => []);
  for (const [from, to] of edges) {
    below[from]!.push(to);
    above[to]!.push(from);
  }
  const layers = firstLayers(ranks, below);
  const place = new Int32Array(ranks.length);
  for (const layer of layers) layer.forEach((node, i) => (place[node] = i));
  let best = place.slice();
  let fewest = crossings(layers, below, place);
  for (let sweep = 0, since = 0; since < PATIENCE && fewest > 0; sweep++, since++) {
    const isDown = sweep % 2 === 0;
    const beside = isDown ? above : below;
    for (const layer of isDown ? layers : [...layers].reverse()) sortLayer(layer, beside, place);
    const count = crossings(layers, below, place);
    if (count < fewest) {
      fewest = count;
      best = place.slice();
      since = 0;
    }
  }
  return best;
}

/** Each node before what it leads to, branch by branch. */
function firstLayers(ranks: ArrayLike<number>, below: readonly (readonly number[])[]): number[][] {
  const layers: number[][] = [];
  for (let node = 0; node < ranks.length; node++) (layers[ranks[node]!] ??= []).length = 0;
  const isSeen = new Uint8Array(ranks.length);
  const fromTop = [...below.keys()].sort((a, b) => ranks[a]! - ranks[b]!);
  for (const start of fromTop) {
    const todo = [start];
    for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
      if (isSeen[node] === 1) continue;
      isSeen[node] = 1;
      layers[ranks[node]!]!.push(node);
      for (const next of [...below[node]!].reverse()) if (isSeen[next] === 0) todo.push(next);
    }
  }
  return layers.filter(Boolean);
}

/** Nodes without neighbours there stay where they are, between the others. */
function sortLayer(layer: number[], beside: readonly (readonly number[])[], place: Int32Array): void {
  const mean = new Map(
    layer.flatMap((node) => {
      const neighbours = beside[node]!;
      const sum = neighbours.reduce((total, other) => total + place[other]!, 0);
      return neighbours.length === 0 ? [] : [[node, sum / neighbours.length] as const];
    }),
  );
  const sorted = layer
    .filter((node) => mean.has(node))
    .sort((a, b) => mean.get(a)! - mean.get(b)! || place[a]! - place[b]!);
  let next = 0;
  layer.forEach((node, i) => {
    if (mean.has(node)) layer[i] = sorted[next++]!;
  });
  layer.forEach((node, i) => (place[node] = i));
}

/** Pairs of edges that cross, layer by layer (Barth, Jünger and Mutzel, "Simple and Efficient Bilayer Cross Counting", GD 2002). */
function crossings(
  layers: readonly (readonly number[])[],
  below: readonly (readonly number[])[],
  place: Int32Array,
): number {
  let count = 0;
  layers.forEach((layer, i) => {
    const width = layers[i + 1]?.length ?? 0;
    if (layer.length < 2 || width < 2) return;
    const tree = new Int32Array(width + 1);
    let seen = 0;
    for (const node of [...layer].sort((a, b) => place[a]! - place[b]!)) {
      const ends = below[node]!.map((other) => place[other]!).sort((a, b) => a - b);
      for (const end of ends) {
        let left = 0;
        for (let at = end + 1; at > 0; at -= at & -at) left += tree[at]!;
        count += seen - left;
      }
      for (const end of ends) for (let at = end + 1; at <= width; at += at & -at) tree[at]! += 1;
      seen += ends.length;
    }
  });
  return count;
}
