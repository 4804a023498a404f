import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../../src/core/graph/graph-builder';
import { depthOf, detailsOf, totalsOf } from '../../../webview/architecture/details-model';
import { outlineOf, treeKey, visibleItems } from '../../../webview/architecture/outline-model';
import { matchesOf, nextMatch } from '../../../webview/shared/dag/node-search';
import { dagOf } from '../../../src/core/drawing/dag-model';

const ARCHITECTURE = (() => {
  const g = new GraphBuilder([8, 8, 1]);
  const stem = g.group('stem', () => g.conv2d(g.input, 4, 3));
  const cell = g.group('stage1', () =>
    g.group('cell1', () => g.add([g.activation(stem, 'relu'), g.node({ kind: 'identity' }, [stem])])),
  );
  g.dense(g.globalAvgPool(cell), 10);
  return g.build();
})();

const ITEMS = outlineOf(ARCHITECTURE);

describe('outline', () => {
  it('is a tree of groups and nodes in the order of the network', () => {
    expect(ITEMS.map(({ text, level, position, setSize }) => [text, level, position, setSize])).toEqual([
      ['input', 1, 1, 5],
      ['stem', 1, 2, 5],
      ['conv 3×3, 4', 2, 1, 1],
      ['stage1', 1, 3, 5],
      ['cell1', 2, 1, 1],
      ['relu', 3, 1, 3],
      ['identity', 3, 2, 3],
      ['add', 3, 3, 3],
      ['global avg pool', 1, 4, 5],
      ['dense 10', 1, 5, 5],
    ]);
  });

  it('hides what is inside a closed group', () => {
    expect(visibleItems(ITEMS, new Set(['stage1'])).map(({ text }) => text)).toEqual([
      'input',
      'stem',
      'conv 3×3, 4',
      'stage1',
      'global avg pool',
      'dense 10',
    ]);
  });

  it.each([
    ['stage1', 'ArrowRight', true, { kind: 'open', id: 'stage1' }],
    ['stage1', 'ArrowRight', false, { kind: 'focus', id: 'stage1/cell1' }],
    ['stage1', 'ArrowLeft', false, { kind: 'close', id: 'stage1' }],
    ['stage1/cell1', 'ArrowDown', false, { kind: 'focus', id: ITEMS[5]!.id }],
    [ITEMS[5]!.id, 'ArrowLeft', false, { kind: 'focus', id: 'stage1/cell1' }],
    [ITEMS[5]!.id, 'ArrowRight', false, undefined],
    ['stem', 'Home', false, { kind: 'focus', id: 'input' }],
  ])('at %s, %s (closed: %s) does what the tree pattern says', (id, key, closed, move) => {
    const set = new Set(closed ? ['stage1'] : []);
    expect(treeKey(visibleItems(ITEMS, set), set, id, key)).toEqual(move);
  });
});

describe('search', () => {
  const open = dagOf(ARCHITECTURE, new Set());

  it('finds by operation, name, group and shape', () => {
    const labels = (query: string) =>
      matchesOf(ARCHITECTURE, open, query).map((id) => open.nodes.find((node) => node.id === id)!.label);
    expect([labels('conv'), labels('cell1 8x8×4 relu'), labels('nothing'), labels(' ')]).toEqual([
      ['conv 3×3, 4'],
      ['relu'],
      [],
      [],
    ]);
  });

  it('marks the collapsed group that hides a match', () => {
    expect(matchesOf(ARCHITECTURE, dagOf(ARCHITECTURE, new Set(['stage1'])), 'identity')).toEqual(['stage1']);
  });

  it('goes from match to match, round and round', () => {
    expect([
      nextMatch(['a', 'b'], undefined),
      nextMatch(['a', 'b'], 'a'),
      nextMatch(['a', 'b'], 'b'),
    ]).toEqual(['a', 'b', 'a']);
    expect(nextMatch([], 'a')).toBeUndefined();
  });
});

describe('numbers', () => {
  it('counts the longest way', () => {
    expect(depthOf(ARCHITECTURE)).toBe(6);
  });

  it('says all of a node: fields, inputs, shape, exact costs', () => {
    const conv = dagOf(ARCHITECTURE, new Set()).nodes[1]!;
    const details = new Map(detailsOf(ARCHITECTURE, conv).map(({ name, value }) => [name, value]));
    expect(
      [...details.entries()].filter(([name]) =>
        ['Operation', 'Kernel', 'Inputs', 'Output', 'MACs'].includes(name),
      ),
    ).toEqual([
      ['Operation', 'conv2d'],
      ['Kernel', '3×3'],
      ['Inputs', 'input'],
      ['Output', '8×8×4'],
      ['MACs', '2,304'],
    ]);
  });

  it('sums up the network', () => {
    expect(totalsOf(ARCHITECTURE).map(({ name, value }) => [name, value])).toEqual([
      ['Parameters', '86'],
      ['MACs', '2,344'],
      ['Peak activations', '3.00\u202fKiB'],
      ['Nodes', '7'],
      ['Depth', '6'],
    ]);
  });
});
