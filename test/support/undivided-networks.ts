import type { Architecture } from '../../src/core/graph/architecture';
import { GraphBuilder } from '../../src/core/graph/graph-builder';
import type { NodeRef } from '../../src/core/graph/graph-builder';

/** Networks of some thousand nodes that no single node divides, by name. */
export const UNDIVIDED: Readonly<Record<string, () => Architecture>> = {
  'rungs of a ladder': () => ladder(332),
  'cells of DARTS': () => twoBack(31),
  'mirrored skips': () => mirrored(480, 10),
  'a dense block': () => denseBlock(250),
};

/** Each rung takes the two before. */
export function ladder(rungs: number): Architecture {
  const g = new GraphBuilder([4]);
  let last: readonly [NodeRef, NodeRef] = [g.input, g.dense(g.input, 4)];
  for (let i = 0; i < rungs; i++) last = [last[1], g.add([g.dense(last[0], 4), g.dense(last[1], 4)])];
  g.add([...last]);
  return g.build();
}

/** Each cell takes the outputs of the two cells before, and has four inner nodes of two operations. */
export function twoBack(cells: number): Architecture {
  const g = new GraphBuilder([8, 8, 3]);
  const stem = g.conv2d(g.input, 8, 3);
  let last: readonly [NodeRef, NodeRef] = [stem, stem];
  for (let cell = 1; cell <= cells; cell++) {
    const before = last;
    const out = g.group(`cell${cell}`, () => {
      const states = before.map((x) => g.conv2d(g.activation(x, 'relu'), 8, 1));
      for (let i = 0; i < 4; i++) {
        const ways = [states[i]!, states[(i * cell) % (i + 2)]!];
        states.push(g.add(ways.map((x) => g.batchNorm(g.conv2d(g.activation(x, 'relu'), 8, 3)))));
      }
      return g.concat(states);
    });
    last = [last[1], out];
  }
  g.dense(g.globalAvgPool(g.add(last.map((x) => g.conv2d(x, 8, 1)))), 10);
  return g.build();
}

/** A chain down and up again, with a skip from every n-th layer to its mirror image. */
export function mirrored(depth: number, every: number): Architecture {
  const g = new GraphBuilder([4]);
  let x = g.dense(g.input, 4);
  const skips = new Map<number, NodeRef>();
  for (let i = 0; i < depth; i++) {
    x = g.dense(x, 4);
    if (i % every === 0) skips.set(i, x);
  }
  for (let i = depth - 1; i >= 0; i--) {
    const skip = skips.get(i);
    x = g.dense(x, 4);
    if (skip !== undefined) x = g.add([x, skip]);
  }
  g.dense(x, 2);
  return g.build();
}

/** Each layer takes the outputs of all before. */
export function denseBlock(layers: number): Architecture {
  const g = new GraphBuilder([4, 4, 3]);
  const features = [g.conv2d(g.input, 8, 3)];
  for (let i = 0; i < layers; i++) {
    const all = features.length === 1 ? features[0]! : g.concat([...features]);
    features.push(g.conv2d(g.activation(g.batchNorm(all), 'relu'), 4, 3));
  }
  g.dense(g.globalAvgPool(g.concat(features)), 10);
  return g.build();
}
