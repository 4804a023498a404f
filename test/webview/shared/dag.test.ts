import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../../src/core/graph/graph-builder';
import type { Architecture } from '../../../src/core/graph/architecture';
import { layoutNow } from '../../../src/core/drawing/dag-layout';
import { dagOf, groupsOf, initialCollapse, thumbnailCollapse } from '../../../src/core/drawing/dag-model';
import { dagMarkup, standaloneSvg } from '../../../webview/shared/dag/dag-svg';
import { walk } from '../../../webview/shared/dag/dag-walk';
import type { Theme } from '../../../webview/shared/theme';

/** A stem, `cells` cells of two branches each, and a head. */
function network(cells: number): Architecture {
  const g = new GraphBuilder([8, 8, 1]);
  let x = g.group('stem', () => g.conv2d(g.input, 4, 3));
  for (let cell = 1; cell <= cells; cell++) {
    x = g.group('stage1', () =>
      g.group(`cell${cell}`, () => {
        const left = g.activation(g.conv2d(x, 4, 3), 'relu');
        const right = g.node({ kind: 'identity' }, [x]);
        return g.add([left, right]);
      }),
    );
  }
  g.dense(g.globalAvgPool(x), 10);
  return g.build();
}

const THEME: Theme = {
  highContrast: false,
  foreground: '#cccccc',
  muted: '#999999',
  background: '#1f1f1f',
  raised: '#202020',
  border: '#888888',
  focus: '#0078d4',
  error: '#f14c4c',
  series: ['#000001', '#000002', '#000003', '#000004', '#000005', '#000006'],
  fontFamily: 'A & B',
  fontSize: 13,
};

describe('model', () => {
  it('shows operation, shape and weights of each node', () => {
    const graph = dagOf(network(1), new Set());
    expect(graph.nodes.map(({ label, detail, tone }) => [label, detail, tone])).toEqual([
      ['input', '8×8×1', 'ends'],
      ['conv 3×3, 4', '8×8×4 · 36', 'convolution'],
      ['conv 3×3, 4', '8×8×4 · 144', 'convolution'],
      ['relu', '8×8×4', 'activation'],
      ['identity', '8×8×4', 'pass'],
      ['add', '8×8×4', 'join'],
      ['global avg pool', '4', 'pooling'],
      ['dense 10', '10 · 50', 'ends'],
    ]);
  });

  it('shows what is done to sequences', () => {
    const g = new GraphBuilder([6]);
    const x = g.positionEmbedding(g.embedding(g.input, 20, 8));
    g.dense(g.globalAvgPool1d(g.dropPath(g.multiHeadAttention(x, 2, { causal: true }), 0.1)), 3);
    const graph = dagOf(g.build(), new Set());
    expect(graph.nodes.map(({ label, detail, tone }) => [label, detail, tone])).toEqual([
      ['input', '6', 'ends'],
      ['embedding 20, 8', '6×8 · 160', 'attention'],
      ['position embedding', '6×8 · 48', 'attention'],
      ['attention, 2 heads of 4, causal', '6×8 · 288', 'attention'],
      ['drop path 0.1', '6×8', 'pass'],
      ['global avg pool', '8', 'pooling'],
      ['dense 3', '3 · 27', 'ends'],
    ]);
  });

  it('makes one node of a collapsed group, with its edges and the sum of its cost', () => {
    const architecture = network(2);
    const graph = dagOf(architecture, new Set(['stage1/cell1', 'stage1/cell2']));
    const stem = architecture.nodes[1]!.name;
    expect(graph.nodes.map(({ id }) => id).slice(2, 4)).toEqual(['stage1/cell1', 'stage1/cell2']);
    expect(graph.nodes[2]!.cost.paramCount).toBe(144);
    expect(graph.edges.slice(1, 3)).toEqual([
      { from: stem, to: 'stage1/cell1' },
      { from: 'stage1/cell1', to: 'stage1/cell2' },
    ]);
  });

  it('collapses the outermost of nested groups only', () => {
    const graph = dagOf(network(2), new Set(['stage1', 'stage1/cell1']));
    expect(graph.nodes.map(({ id }) => id)).toContain('stage1');
    expect(graph.nodes.map(({ id }) => id)).not.toContain('stage1/cell1');
  });

  it('leaves a small graph as it is, collapses the cells of a large one, and stages where cells are too many', () => {
    expect([...initialCollapse(network(2))]).toEqual([]);
    expect(initialCollapse(network(20)).has('stage1/cell1')).toBe(true);
    expect(initialCollapse(network(20)).has('stage1')).toBe(false);
    expect(initialCollapse(network(80)).has('stage1')).toBe(true);
  });

  it('opens one of the repeated cells in a thumbnail', () => {
    expect([...thumbnailCollapse(network(3))]).toEqual(['stem', 'stage1/cell2', 'stage1/cell3']);
  });

  it('lists groups with their ancestors, outermost first', () => {
    expect(groupsOf(network(2))).toEqual(['stem', 'stage1', 'stage1/cell1', 'stage1/cell2']);
  });
});

describe('layout and walk', () => {
  const layout = layoutNow(dagOf(network(1), new Set()), 'labelled');
  const labelAt = (id: string | undefined) => layout.nodes.find((node) => node.id === id)?.label;
  const id = (label: string) => layout.nodes.findLast((node) => node.label === label)!.id;

  it('puts every node below its inputs', () => {
    const y = new Map(layout.nodes.map((node) => [node.id, node.y]));
    expect(layout.edges.every(({ from, to }) => y.get(from)! < y.get(to)!)).toBe(true);
  });

  it('goes along edges with the arrow keys', () => {
    expect(labelAt(walk(layout, id('relu'), 'ArrowDown'))).toBe('add');
    expect(labelAt(walk(layout, id('relu'), 'ArrowUp'))).toBe('conv 3×3, 4');
    expect(labelAt(walk(layout, id('relu'), 'End'))).toBe('dense 10');
    expect(walk(layout, id('dense 10'), 'ArrowDown')).toBeUndefined();
    expect(walk(layout, id('relu'), 'x')).toBeUndefined();
  });

  it('begins at the input where nothing is selected', () => {
    expect(labelAt(walk(layout, '', 'ArrowDown'))).toBe('input');
    expect(labelAt(walk(layout, '', 'End'))).toBe('dense 10');
  });

  it('reaches every node by arrow keys from the input', () => {
    const reached = new Set([layout.nodes[0]!.id]);
    for (const from of reached) {
      for (const key of ['ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight']) {
        const next = walk(layout, from, key);
        if (next !== undefined) reached.add(next);
      }
    }
    expect(reached.size).toBe(layout.nodes.length);
  });
});

describe('picture', () => {
  const layout = layoutNow(dagOf(network(1), new Set()), 'labelled');

  it('stands alone: no variable, a background, escaped texts', () => {
    const svg = standaloneSvg(layout, { theme: THEME, heat: 'kind', labels: true }, 'a < b');
    expect(svg).not.toContain('var(');
    expect(svg).toContain('<title>a &lt; b</title>');
    expect(svg).toContain('font-family="A &amp; B"');
    expect(svg).toContain('fill="#1f1f1f"');
    expect(svg.match(/class="dag-node"/g)).toHaveLength(layout.nodes.length);
  });

  it('writes the cost that it colours by', () => {
    const markup = dagMarkup(layout, { theme: THEME, heat: 'macs', labels: true });
    // 8 * 8 positions, 3 * 3 kernel, 1 to 4 channels.
    expect(markup).toContain('2,304 MACs');
  });
});
