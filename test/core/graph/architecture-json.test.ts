import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createArchitecture } from '../../../src/core/graph/architecture';
import { formatArchitecture, parseArchitecture } from '../../../src/core/graph/architecture-json';
import { createRng } from '../../../src/core/base/random';
import { anyNodes } from '../../support/architectures';
import { nb201Space, tinyChain } from '../../support/spaces';
import { sentenceOf } from '../../support/error-of';

describe('an architecture as JSON', () => {
  it('reads back what it writes', () => {
    fc.assert(
      fc.property(anyNodes, fc.integer(), (nodes, seed) => {
        const rng = createRng(seed);
        for (const space of [nb201Space(), tinyChain()]) {
          const architecture = space.build(space.sample(rng));
          expect(parseArchitecture(formatArchitecture(architecture))).toEqual(architecture);
        }
        const architecture = createArchitecture(nodes);
        expect(parseArchitecture(formatArchitecture(architecture))).toEqual(architecture);
      }),
      { numRuns: 50 },
    );
  });

  it('is short to write by hand: inputs default to the node before, fields to a builder’s', () => {
    const text = `{
      // a comment
      "nodes": [
        { "name": "x", "kind": "input", "shape": [8, 8, 1] },
        { "name": "a", "kind": "conv2d", "filters": 4, "kernel": [3, 3] },
        { "name": "b", "kind": "conv2d", "filters": 4, "kernel": [1, 1], "inputs": ["x"], "group": "side" },
        { "name": "sum", "kind": "add", "inputs": ["a", "b"] },
      ]
    }`;
    expect(formatArchitecture(parseArchitecture(text))).toBe(
      '{"nodes":[{"name":"x","kind":"input","shape":[8,8,1]},' +
        '{"name":"a","inputs":["x"],"kind":"conv2d","filters":4,"kernel":[3,3],"stride":[1,1],"padding":"same","dilation":[1,1],"groups":1,"useBias":false},' +
        '{"name":"b","inputs":["x"],"group":"side","kind":"conv2d","filters":4,"kernel":[1,1],"stride":[1,1],"padding":"same","dilation":[1,1],"groups":1,"useBias":false},' +
        '{"name":"sum","inputs":["a","b"],"kind":"add"}]}',
    );
  });

  it('fills in what a transformer leaves out', () => {
    const text = `{ "nodes": [
      { "name": "x", "kind": "input", "shape": [6] },
      { "name": "e", "kind": "embedding", "vocabulary": 9, "units": 4 },
      { "name": "p", "kind": "position_embedding" },
      { "name": "a", "kind": "multi_head_attention", "heads": 2, "keyUnits": 2 },
      { "name": "d", "kind": "drop_path", "rate": 0.1 },
      { "name": "g", "kind": "global_avg_pool1d" },
    ] }`;
    const { nodes, shapes } = parseArchitecture(text);
    expect(nodes.map(({ operation }, i) => [operation, shapes[i]])).toEqual([
      [{ kind: 'input', shape: [6] }, [6]],
      [{ kind: 'embedding', vocabulary: 9, units: 4 }, [6, 4]],
      [{ kind: 'position_embedding' }, [6, 4]],
      [{ kind: 'multi_head_attention', heads: 2, keyUnits: 2, causal: false, useBias: true }, [6, 4]],
      [{ kind: 'drop_path', rate: 0.1 }, [6, 4]],
      [{ kind: 'global_avg_pool1d' }, [4]],
    ]);
  });

  const x = '{"name":"x","kind":"input","shape":[4]}';
  it.each([
    ['{"nodes": [', 'line 1, column 12: not JSON: CloseBracketExpected'],
    [
      `{"nodes":\n${'['.repeat(10_000)}`,
      'line 2, column 200: expected nodes, but got brackets that are nested too deeply',
    ],
    ['[]', 'nodes: expected a list of nodes, but got nothing'],
    ['{"nodes": 3}', 'nodes: expected a list of nodes, but got 3'],
    [`{"nodes": [${x}, 7]}`, 'node 1: expected an object, but got 7'],
    [`{"nodes": [${x}, {"kind":"flatten"}]}`, 'node 1.name: expected a string, but got nothing'],
    [
      `{"nodes": [${x}, {"name":"a","kind":"dense","units":"many"}]}`,
      'node 1 "a".units: expected a number, but got "many"',
    ],
    [
      `{"nodes": [${x}, {"name":"a","kind":"dense"}]}`,
      'node 1 "a".units: expected a number, but got nothing',
    ],
    [
      `{"nodes": [${x}, {"name":"a","kind":"flatten","inputs":["z"]}]}`,
      'node 1 "a".inputs: expected names of earlier nodes, but got "z"',
    ],
    [
      `{"nodes": [${x}, {"name":"a","kind":"flatten","inputs":["a"]}]}`,
      'node 1 "a".inputs: expected names of earlier nodes, but got "a"',
    ],
    [`{"nodes": [${x}, {"name":"x","kind":"flatten"}]}`, 'node 1 "x": node 0 has the same name'],
  ])('refuses %s', (text, sentence) => {
    expect(sentenceOf(() => parseArchitecture(text))).toBe(sentence);
  });
});
