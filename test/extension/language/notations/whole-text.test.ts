import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import { architectureFileText } from '../../../../src/core/graph/architecture-text';
import { MAX_LINE_LENGTH } from '../../../../src/extension/language/notations/all';
import { JsonIndex } from '../../../../src/extension/language/notations/json-index';
import { MOST_CHARACTERS } from '../../../../src/extension/language/notations/node-list';
import { WholeText } from '../../../../src/extension/language/notations/whole-text';
import { tinyMlp } from '../../../support/spaces';

const CELL = '|nor_conv_3x3~0|+|none~0|skip_connect~1|+|avg_pool_3x3~0|nor_conv_1x1~1|none~2|';
const space = tinyMlp();
const file = architectureFileText(space.build(space.sample(createRng(1)))).trimEnd();
const LIMITS = { lines: 1_000, architectures: 100 };

describe('what is left out of a text is said', () => {
  it.each([
    { text: `${CELL}\n${file}`, cuts: [], why: 'not where nothing is' },
    {
      text: `${CELL}\n`.repeat(101),
      cuts: [['many-architectures', 100]],
      why: 'where there are more than have lenses',
    },
    { text: `${CELL}\n`.repeat(100), cuts: [], why: 'not where all have theirs' },
    {
      text: `${CELL}\n`.repeat(100) + 'x\n'.repeat(100) + file,
      cuts: [['many-architectures', 100]],
      why: 'where the next one is over many lines',
    },
    { text: `${CELL}\n${'x\n'.repeat(1_000)}`, cuts: [['many-lines', 1_000]], why: 'where lines end' },
    {
      text: `${'x\n'.repeat(1_000)}${CELL}`,
      cuts: [['many-lines', 1_000]],
      why: 'where the first comes later',
    },
    { text: 'x\n'.repeat(2_000), cuts: [], why: 'not in a long text without any' },
    {
      text: `x\n${' '.repeat(MAX_LINE_LENGTH)}${CELL}\n${' '.repeat(MAX_LINE_LENGTH)}${CELL}`,
      cuts: [['long-line', 1]],
      why: 'at the first line that is too long to be read',
    },
    { text: ' '.repeat(2 * MAX_LINE_LENGTH), cuts: [], why: 'not at a long line of something else' },
    {
      text: `x\n{\n  "nodes": [\n${`    { "kind": "input", "name": "x${' '.repeat(100)}" },\n`.repeat(MOST_CHARACTERS / 100)}`,
      cuts: [['long-architecture', 1]],
      why: 'where an architecture is too long',
    },
  ])('$why', ({ text, cuts }) => {
    const limits = text.length > MOST_CHARACTERS ? { ...LIMITS, lines: 100_000 } : LIMITS;
    const found = new WholeText(() => []).find(text, limits);
    expect(found.cuts.map(({ kind, line }) => [kind, line])).toEqual(cuts);
  });
});

describe('an edit', () => {
  // Longer than a key reaches for its brace and its bracket.
  const piece = JSON.stringify(JSON.parse(file), undefined, 2).split('\n');
  const start = [...Array<string[]>(20).fill([...piece, 'words', CELL])].flat();

  it('leads to what a fresh look finds, wherever and whatever it is', () => {
    const rng = createRng(7);
    const index = new JsonIndex();
    let texts: readonly string[] = start;
    for (let i = 0; i < 300; i++) {
      index.update(texts);
      const at = rng.below(texts.length);
      const nGone = rng.below(12);
      const added = [[], ['  x'], piece, ['{'], ['  "nodes": ['], ['/*'], ['"', ']']][rng.below(7)]!;
      texts = [...texts.slice(0, at), ...added, ...texts.slice(at + nGone)];
      const byPlace = (a: { begin: { line: number } }, b: { begin: { line: number } }): number =>
        a.begin.line - b.begin.line;
      const fresh = new JsonIndex().update(texts).sort(byPlace);
      expect(index.update(texts).sort(byPlace)).toEqual(fresh);
      if (fresh.length < 5) texts = start;
    }
  });

  it('leaves what is far from it as it was', () => {
    const index = new JsonIndex();
    const before = new Set(index.update(start));
    const middle = start.length / 2;
    const after = index.update(start.with(middle, `${start[middle]!} `));
    expect(before.size).toBe(20);
    const nAgain = after.filter((found) => !before.has(found)).length;
    expect(nAgain).toBeGreaterThan(0);
    expect(nAgain).toBeLessThan(8);
  });
});
