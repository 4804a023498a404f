import { expect, it } from 'vitest';
import { createRng } from '../../../src/core/base/random';
import { constraintEffects } from '../../../src/core/space/constraint-effects';
import type { PicturedKnob, SpacePicture } from '../../../src/core/space/space-picture';
import { layoutNow } from '../../../src/core/drawing/dag-layout';
import { dagOf } from '../../../src/core/drawing/dag-model';
import { changesBetween } from '../../../webview/space/changes-model';
import { knobsText, overlapText } from '../../../webview/space/comparison-model';
import { foldedLayout } from '../../../webview/space/folded-layout';
import { countsIn, positionIn } from '../../../webview/space/histogram-model';
import { factorText, foundKnobs, groupedKnobs } from '../../../webview/space/knobs-model';
import { limitLines, togetherText } from '../../../webview/space/limits-model';
import { outlookOf } from '../../../webview/space/outlook-model';
import { ordered } from '../../../webview/space/samples-model';
import { nb201Space } from '../../support/spaces';

const NARROW = '\u202f';

function knob(name: string, values: PicturedKnob['values'] = [1, 2]): PicturedKnob {
  return { name, values, ordinal: true, condition: '', factor: 2, hasEffect: true };
}

function picture(encodings: string, knobs: readonly PicturedKnob[]): SpacePicture {
  const nothing = { samples: [], paramCounts: [], macs: [], activationBytes: [] };
  return { title: '', kind: '', blueprint: null, distinct: null, encodings, knobs, ...nothing };
}

it('says what an edit has changed', () => {
  const before = picture('15625', [knob('a'), knob('b'), knob('c', [1, 2])]);
  const after = picture('3125', [knob('a'), knob('c', [1, 3]), knob('d')]);
  const { sentences, marked } = changesBetween(before, after);
  expect(sentences).toEqual(['Encodings 15,625 → 3,125', 'added: d', 'removed: b', 'other values: c']);
  expect([...marked]).toEqual(['d', 'c']);
  expect(changesBetween(before, before).sentences).toEqual([]);
});

it('groups knobs by the layer that they belong to', () => {
  const names = [
    'depth',
    'layers[1]#1.kernel',
    'layers[1]#2.of[0].rate',
    'body.filters',
    'node1',
    'x1->node1',
  ];
  const groups = groupedKnobs(names.map((name) => knob(name)));
  expect(groups.map(({ name, knobs }) => [name, knobs.length])).toEqual([
    ['', 1],
    ['layers[1]', 2],
    ['body', 1],
    ['node1', 2],
  ]);
  expect(
    foundKnobs(
      names.map((name) => knob(name)),
      'layers KERNEL',
    ).map(({ name }) => name),
  ).toEqual(['layers[1]#1.kernel']);
});

it('writes factors short', () => {
  expect([5, 4 / 3, 1024, 1.5e12].map(factorText)).toEqual(['×5', '×1.33', '×1,024', '×10¹²']);
});

it('tells in words what limits leave', () => {
  const costs = [10, 20, 30, 40].map((n) => ({ paramCount: n, macs: 2 * n, activationBytes: 4 }));
  const effects = constraintEffects(
    [
      { metric: 'paramCount', max: 30 },
      { metric: 'macs', max: 5 },
      { metric: 'latencyMs', max: 2 },
    ],
    costs,
  );
  expect(
    limitLines(effects).map(({ title, share, text, isWarning }) => [title, share, text, isWarning]),
  ).toEqual([
    [
      'Parameters at most 30',
      0.75,
      `kept by 75${NARROW}% of 4 sampled candidates; half would keep 20, nine tenths 40`,
      false,
    ],
    [
      'MACs at most 5',
      0,
      'no sampled candidate keeps it; the nearest has 20; half would keep 40, nine tenths 80',
      true,
    ],
    [
      `Latency at most 2.00${NARROW}ms`,
      undefined,
      'measured while a candidate is trained or tried: only the search can tell how many keep it',
      false,
    ],
  ]);
  expect(togetherText(effects)).toBe('No sampled candidate keeps all 2 limits');
});

it('splits bins at a limit, and knows where it lies', () => {
  const bins = [
    { from: 0, to: 10, count: 2 },
    { from: 10, to: 20, count: 2 },
  ];
  expect(countsIn(bins, [1, 9, 12, 20], { max: 9 })).toEqual([
    { kept: 2, beyond: 0 },
    { kept: 0, beyond: 2 },
  ]);
  expect([positionIn(bins, 5), positionIn(bins, 30)]).toEqual([0.25, 1.5]);
});

it('says how much of the space the budget sees', () => {
  const noted = (budgetTrials: number, encodings: string) =>
    outlookOf(
      { budgetTrials, estimate: null, warnings: [], constraints: constraintEffects([], []) },
      encodings,
    )[0]?.note;
  expect(noted(60, '48')).toBe('enough for every encoding');
  expect(noted(60, '600')).toBe(`at most 10${NARROW}% of the encodings`);
  expect(noted(60, '15625')).toBe('at most one in 260 encodings');
  expect(noted(10, '1'.repeat(40))).toBe('at most one in 1.11 × 10³⁸ encodings');
});

it('puts overlaps into words that promise no more than was looked at', () => {
  expect(overlapText({ found: 3, of: 4, isExact: true }, 'a', 'b')).toBe(
    `75${NARROW}% of 4 architectures drawn from a are in b too.`,
  );
  expect(overlapText({ found: 3, of: 4, isExact: false }, 'a', 'b')).toMatch(/^At least 75/);
  expect(overlapText({ found: 0, of: 4, isExact: false }, 'a', 'b')).toMatch(
    /^None of 4 architectures drawn from a was found/,
  );
  expect(knobsText([{ name: 'x', state: 'only here', here: [1], there: null }])).toBe('1 only here');
});

it('orders samples from the smallest on', () => {
  const sample = (notation: string, macs: number) => ({ notation, nodes: [], paramCount: 0, macs });
  const samples = [sample('a', 3), sample('b', 1), sample('c', 1)];
  expect(ordered(samples, 'macs').map(({ notation }) => notation)).toEqual(['b', 'c', 'a']);
  expect(ordered(samples, 'drawn')).toEqual(samples);
});

it('folds a long drawing into rows that hold every node and go on where the last one ended', () => {
  const space = nb201Space();
  const long = layoutNow(dagOf(space.build(space.sample(createRng(4))), new Set()), 'dots');
  const folded = foldedLayout(long, 1.5);
  expect(folded.width).toBeLessThan(long.width / 1.5);
  expect(folded.nodes).toHaveLength(long.nodes.length);
  for (const { x, y, width, height } of folded.nodes) {
    expect([x - width / 2 >= 0, x + width / 2 <= folded.width]).toEqual([true, true]);
    expect([y - height / 2 >= 0, y + height / 2 <= folded.height]).toEqual([true, true]);
  }
  expect(folded.edges.length).toBeGreaterThan(long.edges.length);
  expect(foldedLayout(long, 1000)).toBe(long);
});
