import { describe, expect, it } from 'vitest';
import { createSpace } from '../../../src/core/space/catalog';
import { blueprintGraph, initiallyClosed, partsOfKnob } from '../../../webview/space/blueprint-graph';
import { placeBlueprint } from '../../../webview/space/blueprint-layout';
import { nb201Space, tinyChain, tinyCppn, tinyCustom, tinyTransformer } from '../../support/spaces';

const CELLS = nb201Space().blueprint!();

it('begins with boxes closed whose choices an earlier one shows', () => {
  expect([...initiallyClosed(CELLS)]).toEqual(['cell2', 'cell3']);
  expect([...initiallyClosed(tinyChain().blueprint!())]).toEqual([]);
});

it('begins with all boxes closed where there are too many nodes', () => {
  const cell = (i: number) => ({ kind: 'cell', name: `c${i}`, nodes: 5 });
  const layers = Array.from({ length: 6 }, (_, i) => cell(i));
  const space = createSpace({ kind: 'custom', ...{ layers } }, { inputShape: [8, 8, 1], outputUnits: 10 });
  expect([...initiallyClosed(space.blueprint!())]).toEqual(layers.map(({ name }) => name));
});

it('draws a closed box as one node that has the knobs and lines of what is inside', () => {
  const graph = blueprintGraph(CELLS, new Set(['cell1', 'cell2', 'cell3']));
  expect(graph.parts.map(({ id }) => id)).toEqual([
    'input',
    'stem',
    'cell1',
    'reduction2',
    'cell2',
    'reduction3',
    'cell3',
    'head',
    'output',
  ]);
  expect(graph.edges.map(({ from, to }) => `${from} ${to}`)).toEqual(
    graph.parts.slice(1).map(({ id }, i) => `${graph.parts[i]!.id} ${id}`),
  );
  const closed = graph.parts[2]!;
  expect([closed.lines.map(({ text }) => text), closed.knobs]).toEqual([
    ['10 nodes, 6 knobs'],
    [0, 1, 2, 3, 4, 5],
  ]);
});

it('finds a knob where it is drawn, or in the closed box around it', () => {
  const graph = blueprintGraph(CELLS, initiallyClosed(CELLS));
  expect(partsOfKnob(graph, 2)).toEqual(['cell1/edge1-2', 'cell2', 'cell3']);
});

it('wraps the values of a choice, and counts those that do not fit', () => {
  const units = Array.from({ length: 40 }, (_, i) => (i + 1) * 8);
  const space = createSpace({ kind: 'mlp', ...{ units } }, { inputShape: [4], outputUnits: 3 });
  const hidden = blueprintGraph(space.blueprint!(), new Set()).parts[1]!;
  expect([hidden.label, hidden.times]).toEqual(['dense', '×1–3']);
  expect(hidden.lines.slice(0, 3).map(({ text }) => text)).toEqual([
    'units (each of 3): 8 | 16 | 24',
    '  32 | 40 | 48 | 56 | 64 | 72 | 80',
    '  88 | 96 | 104 | 112 | 120 | 128 and 24 more',
  ]);
});

describe.each([
  ['cells', CELLS],
  ['a chain', tinyChain().blueprint!()],
  ['patterns', tinyCppn().blueprint!()],
  ['a custom space', tinyCustom().blueprint!()],
  ['a transformer', tinyTransformer().blueprint!()],
])('the layout of %s', (_, blueprint) => {
  const layout = placeBlueprint(blueprintGraph(blueprint, new Set()));

  it('leads down along every edge', () => {
    const at = new Map(layout.nodes.map((node) => [node.id, node.y]));
    expect(layout.edges.filter(({ from, to }) => at.get(from)! >= at.get(to)!)).toEqual([]);
  });

  it('keeps each part inside the frame of its box, and all inside the drawing', () => {
    const frames = new Map(layout.boxes.map((box) => [box.id, box]));
    for (const part of [...layout.graph.parts, ...layout.graph.boxes]) {
      const node = frames.get(part.id) ?? layout.nodes.find(({ id }) => id === part.id)!;
      const frame = part.box === undefined ? undefined : frames.get(part.box);
      expect(node.y - node.height / 2).toBeGreaterThanOrEqual(frame ? frame.y - frame.height / 2 : 0);
      expect(node.y + node.height / 2).toBeLessThanOrEqual(
        frame ? frame.y + frame.height / 2 : layout.height,
      );
      expect(node.x - node.width / 2).toBeGreaterThanOrEqual(frame ? frame.x - frame.width / 2 : 0);
    }
  });
});
