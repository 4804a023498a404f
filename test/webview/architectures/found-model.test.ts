import { expect, it } from 'vitest';
import { createArchitecture } from '../../../src/core/graph/architecture';
import { compare } from '../../../webview/architectures/comparison';
import { foundIn } from '../../../webview/architectures/found-model';
import { marksOf } from '../../../webview/architectures/marks-model';
import { graphsOf, unionOf } from '../../../webview/architectures/union-model';
import { architecturePictures } from '../../support/three-architectures';

const [a, , c] = architecturePictures();
// The same network under names of its own.
const renamed = a.nodes.map((node) => ({ ...node, name: `my_${node.name}` }));
const own = [a.nodes, renamed, c.nodes].map((nodes) => createArchitecture(nodes));
const comparison = compare(own, 0);
const union = unionOf(comparison, marksOf(comparison));
const graphs = graphsOf(union, new Set());
const find = (query: string) => foundIn(own, union.networks, graphs, query);

it('finds in each network what it has, and says each name once', () => {
  const { inEach, inTurn } = find('dense');
  expect(inEach.map((found) => [...found])).toEqual([['head_dense'], ['head_dense'], ['head_dense']]);
  expect(inTurn).toEqual(['head_dense']);
});

it('finds a node by the name in its own file', () => {
  expect(find('my_head_dense').inEach.map(({ size }) => size)).toEqual([0, 1, 0]);
});

it('finds what only one has', () => {
  expect(find('avg 3x3').inEach.map(({ size }) => size)).toEqual([0, 0, 1]);
});

it('finds nothing without words', () => {
  expect(find(' ').inTurn).toEqual([]);
});
