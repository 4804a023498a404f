import { describe, expect, it } from 'vitest';
import {
  type ArchitectureNode,
  createArchitecture,
  withoutDeadNodes,
} from '../../../src/core/graph/architecture';
import type { Operation } from '../../../src/core/graph/operation';
import { sentenceOf } from '../../support/error-of';

const input: ArchitectureNode = { name: 'x', operation: { kind: 'input', shape: [4] }, inputs: [] };
const named = (name: string, operation: Operation, ...inputs: number[]): ArchitectureNode => ({
  name,
  operation,
  inputs,
});
const relu: Operation = { kind: 'activation', activation: 'relu' };
const dense: Operation = { kind: 'dense', units: 3, useBias: true };

describe('createArchitecture', () => {
  it('infers the shape of every node', () => {
    const architecture = createArchitecture([input, named('a', dense, 0), named('b', relu, 1)]);
    expect(architecture.shapes).toEqual([[4], [3], [3]]);
  });

  it.each<{ nodes: ArchitectureNode[]; sentence: string }>([
    { nodes: [], sentence: 'nodes: expected an input and at least one more node, but got 0' },
    {
      nodes: [named('a', relu, 0), named('b', relu, 0)],
      sentence: 'node 0 "a": expected the input, as node 0 is, but got "activation"',
    },
    { nodes: [input, { ...input, name: 'y' }], sentence: 'node 1 "y": only node 0 may be the input' },
    { nodes: [input, named('x', relu, 0)], sentence: 'node 1 "x": node 0 has the same name' },
    {
      nodes: [input, named('1a', relu, 0)],
      sentence:
        'node 1 "1a": expected a name of letters, digits and _ that begins with a letter, but got "1a"',
    },
    {
      nodes: [input, named('a', relu, 1)],
      sentence: 'node 1 "a": expected the positions of earlier nodes as inputs, but got 1',
    },
    {
      nodes: [input, named('a', relu, -1)],
      sentence: 'node 1 "a": expected the positions of earlier nodes as inputs, but got -1',
    },
    {
      nodes: [input, named('a', relu, 0, 0)],
      sentence: 'node 1 "a": expected one input for activation, but got [0,0]',
    },
    {
      nodes: [input, named('a', { kind: 'add' }, 0)],
      sentence: 'node 1 "a": expected two or more inputs for add, but got [0]',
    },
    {
      nodes: [{ ...input, inputs: [0] }, named('a', relu, 0)],
      sentence: 'node 0 "x": expected no input for input, but got [0]',
    },
    {
      nodes: [input, named('a', dense, 0), named('b', { kind: 'add' }, 0, 1)],
      sentence: 'node 2 "b": add takes inputs of one shape, but got [4] and [3]',
    },
    {
      nodes: [input, named('a', relu, 0), named('b', relu, 0)],
      sentence: 'node 1 "a": nothing uses what this node puts out, and it is not the last node',
    },
  ])('refuses: $sentence', ({ nodes, sentence }) => {
    expect(sentenceOf(() => createArchitecture(nodes))).toBe(sentence);
  });
});

describe('withoutDeadNodes', () => {
  it('drops what the last node does not depend on and moves positions', () => {
    const nodes = [
      input,
      named('dead', dense, 0),
      named('lost', relu, 1),
      named('a', relu, 0),
      named('b', { kind: 'add' }, 0, 3),
    ];
    expect(withoutDeadNodes(nodes)).toEqual([input, named('a', relu, 0), named('b', { kind: 'add' }, 0, 1)]);
  });
});
