import { describe, expect, it } from 'vitest';
import { createArchitecture } from '../../../src/core/graph/architecture';
import { compare } from '../../../webview/architectures/comparison';
import { differencesOf, marksOf } from '../../../webview/architectures/marks-model';
import { metricRows, parameterWords } from '../../../webview/architectures/metric-model';
import {
  graphsOf,
  layoutsOf,
  unchangedGroups,
  unionOf,
  unionRequest,
} from '../../../webview/architectures/union-model';
import { placeInParts } from '../../../webview/shared/dag/dag-segments';
import { architecturePictures } from '../../support/three-architectures';

const PICTURES = architecturePictures();
const ARCHITECTURES = PICTURES.map(({ nodes }) => createArchitecture(nodes));
const COMPARISON = compare(ARCHITECTURES, 0);
const MARKS = marksOf(COMPARISON);
const UNION = unionOf(COMPARISON, MARKS);

const marked = (network: number) =>
  [...MARKS[network]!].map(([node, { kind, text }]) => [
    ARCHITECTURES[network]!.nodes[node]!.name,
    kind,
    text,
  ]);

describe('marks', () => {
  it('say what a node of the others was, and what became of those of the reference', () => {
    expect(marked(1)).toEqual([['block2_conv2d', 'changed', 'was conv 3×3, 16']]);
    expect(marked(2).map(([name, kind]) => [name, kind])).toEqual(
      ['block2_avg_pool2d', 'block2_batch_norm', 'block2_add', 'block2_relu'].map((name) => [name, 'added']),
    );
    expect(marked(0)).toContainEqual(['block2_conv2d', 'changed', 'changed in B']);
    expect(marked(0)).toContainEqual(['block3_add', 'removed', 'removed in B']);
  });

  it('are in words beside the graphs, by network', () => {
    expect(differencesOf(COMPARISON).map(({ network, text }) => [network, text])).toEqual([
      [1, 'conv 3×3 → conv 5×5 in block2'],
      [1, 'skip removed in block3'],
      [2, 'avg pool 3×3 added in block2'],
    ]);
  });
});

describe('one plan for all', () => {
  const graphs = graphsOf(UNION, new Set());
  const request = unionRequest(graphs);
  const layouts = layoutsOf(graphs, request, placeInParts(request));

  it('has each node of any network once', () => {
    const names = new Set(COMPARISON.unions.flat());
    expect(request.nodes.map(({ id }) => id).sort()).toEqual([...names].sort());
  });

  it('puts partners at the same place, and every node below its inputs', () => {
    const places = layouts.map(({ nodes }) => new Map(nodes.map(({ id, x, y }) => [id, { x, y }])));
    for (const [id, place] of places[0]!)
      for (const other of places.slice(1)) if (other.has(id)) expect(other.get(id)).toEqual(place);
    layouts.forEach(({ edges }, i) =>
      expect(edges.every(({ from, to }) => places[i]!.get(from)!.y < places[i]!.get(to)!.y)).toBe(true),
    );
  });

  it('collapses what is the same everywhere, and counts what a collapsed group hides', () => {
    expect([...unchangedGroups(UNION)]).toEqual(['stem', 'block1', 'head']);
    const [reference] = graphsOf(UNION, new Set(['block1', 'block2']));
    expect(reference!.nodes.find(({ id }) => id === 'block1')!.mark).toBeUndefined();
    expect(reference!.nodes.find(({ id }) => id === 'block2')!.mark).toEqual({
      kind: 'changed',
      text: '1 of 4 nodes differ',
    });
  });
});

describe('metrics', () => {
  const rows = new Map(metricRows(PICTURES, ARCHITECTURES, 0).map(({ name, cells }) => [name, cells]));

  it('are compared with the reference, by what the metric wants', () => {
    expect(rows.get('Validation accuracy')!.map(({ delta, verdict }) => [delta, verdict])).toEqual([
      ['', undefined],
      ['+2.30\u202fpoints, +2.4\u202f%', 'better'],
      ['−1.30\u202fpoints, −1.4\u202f%', 'worse'],
    ]);
    // 5 x 5 instead of 3 x 3 taps for 16 x 16 channels.
    expect(rows.get('Parameters')![1]).toMatchObject({ delta: '+4,096, +53.6\u202f%', verdict: 'worse' });
  });

  it('are said in words where they differ', () => {
    expect([parameterWords(100, 150), parameterWords(100, 100), parameterWords(0, 5)]).toEqual([
      '+50 parameters (+50.0\u202f%)',
      undefined,
      '+5 parameters',
    ]);
  });
});

it('is the same comparison from the other side: what was added is removed', () => {
  const back = marksOf(compare(ARCHITECTURES.slice(0, 2), 1));
  expect([...back[0]!.values()].map(({ kind }) => kind).sort()).toEqual(['added', 'changed']);
  expect([...back[1]!.values()].map(({ kind }) => kind)).toEqual(['changed']);
});

it.each([0, 1, 2])('is a value that comes from a worker as it was, with reference %i', (reference) => {
  const comparison = compare(ARCHITECTURES, reference);
  expect(structuredClone(comparison)).toEqual(comparison);
});
