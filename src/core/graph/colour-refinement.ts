import type { LabelledGraph } from './labelled-graph';

/** A partition of the nodes that does not depend on how they are listed. */
export interface Colouring {
  /** Rank of each node's class, from 0 without gaps. */
  readonly colours: Int32Array;
  readonly nColours: number;
  /** A number that two isomorphic colourings share. */
  readonly trace: number;
}

/**
 * Splits classes until every two nodes of one class have equally coloured
 * inputs and consumers.
 *
 * Each round walks forwards, from inputs to output, and backwards, so that
 * what distinguishes a node travels through the whole graph in one round: a
 * network of repeated cells takes two or three. A collision of hashes leaves a
 * class too coarse, never wrong: the caller splits what is left. O(edges +
 * nodes log nodes) a round.
 */
export function refine(graph: LabelledGraph, start: Int32Array): Colouring {
  const n = start.length;
  const keys = Array.from({ length: 4 }, () => new Int32Array(n)); // forward and backward hashes, two lanes each
  const order = Array.from({ length: n }, (_, i) => i);
  let colours = start;
  let nColours = new Set(start).size;
  for (;;) {
    for (const lane of [0, 1]) {
      walkForwards(graph, colours, keys[lane]!, lane);
      walkBackwards(graph, colours, keys[2 + lane]!, lane);
    }
    const compare = (a: number, b: number): number => {
      let difference = colours[a]! - colours[b]!;
      for (let k = 0; k < 4 && difference === 0; k++) difference = keys[k]![a]! - keys[k]![b]!;
      return difference;
    };
    order.sort(compare);
    const next = new Int32Array(n);
    let rank = 0;
    let trace = n;
    order.forEach((node, i) => {
      if (i > 0 && compare(order[i - 1]!, node) !== 0) rank++;
      next[node] = rank;
      trace = mix(mix(mix(trace, rank, 0), keys[0]![node]!, 0), keys[2]![node]!, 1);
    });
    const stable = rank + 1 === nColours;
    colours = next;
    nColours = rank + 1;
    if (stable || nColours === n) return { colours, nColours, trace };
  }
}

function walkForwards(graph: LabelledGraph, colours: Int32Array, hashes: Int32Array, lane: number): void {
  for (let node = 0; node < hashes.length; node++) {
    let sum = 0;
    graph.inputs[node]!.forEach((input, i) => {
      sum = (sum + mix(hashes[input]!, graph.ordered[node] ? i : 0, lane)) | 0;
    });
    hashes[node] = mix(colours[node]!, sum, lane);
  }
}

function walkBackwards(graph: LabelledGraph, colours: Int32Array, hashes: Int32Array, lane: number): void {
  for (let node = hashes.length - 1; node >= 0; node--) {
    let sum = 0;
    for (const consumer of graph.consumers[node]!)
      sum = (sum + mix(hashes[consumer.node]!, consumer.slot, lane)) | 0;
    hashes[node] = mix(colours[node]!, sum, lane);
  }
}

/** Mixes two 32-bit numbers, differently for each lane, as MurmurHash3 ends. */
function mix(a: number, b: number, lane: number): number {
  let h = Math.imul(a ^ (lane === 0 ? 0x9e3779b9 : 0x7f4a7c15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15) ^ b, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 13), 0x27d4eb2f);
  return h ^ (h >>> 16);
}
