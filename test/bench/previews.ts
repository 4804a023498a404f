import { performance } from 'node:perf_hooks';
import { createRng } from '../../src/core/base/random';
import { architectureFileText } from '../../src/core/graph/architecture-text';
import { createSpace } from '../../src/core/space/catalog';
import { DocumentTexts } from '../../src/extension/language/notations/document-texts';
import type { NearSpace } from '../../src/extension/language/notations/notation';
import { linesOf } from '../../src/extension/language/notations/text-lines';
import {
  keyOfPictures,
  linesToDraw,
  picturesOf,
} from '../../src/extension/language/notations/visible-pictures';
import { WholeText } from '../../src/extension/language/notations/whole-text';
import { DARK, LIGHT } from '../../src/extension/language/pictures/palette';
import { svgDataUri } from '../../src/extension/language/pictures/svg';
import { median } from './median';

/**
 * What inline previews cost the extension host after an edit, after a scroll to lines that were never seen, and for all
 * lenses. In a file of 20,000 lines with 5,000 architectures, half of them cells and half knobs of a space near by; in one
 * of 20,000 lines of JSON, an architecture every few dozen of them; and in one that is one architecture of 5,000 nodes.
 * `npm run bench:previews`; times are medians in milliseconds.
 */
const N_LINES = 20_000;
const EVERY = 4;
const SCREEN = 50;
const REPEATS = 200;
const WHOLE_REPEATS = 5;
const HEIGHT_PX = 19;
const NO_LIMITS = { lines: Infinity, architectures: Infinity };

const context = { inputShape: [8, 8, 1], outputUnits: 10 };
const chain = createSpace({ kind: 'chain-cnn' }, context);
const cells = createSpace({ kind: 'nas-bench-201' }, { inputShape: [32, 32, 3], outputUnits: 10 });
const near: readonly NearSpace[] = [{ space: chain, owner: 'digits', isExact: true }];
const rng = createRng(1);

interface Case {
  readonly title: string;
  readonly lines: readonly string[];
  /** What an edit makes of the line where it is. */
  readonly editAt: number;
  readonly edited: (i: number) => string;
}

const drawn = new Map<string, string>();
const cases: readonly Case[] = [singleLines(), manyLines(), oneLarge()];
for (const each of cases) measure(each);

function singleLines(): Case {
  const lines = Array.from({ length: N_LINES }, (_, line) => {
    if (line % EVERY > 0)
      return `result[${line}] = measure(candidate, epochs=${line % 100}) # a line of a program`;
    const space = (line / EVERY) % 2 === 0 ? cells : chain;
    return `candidate = "${space.format(space.sample(rng.fork(`line-${line}`)))}"`;
  });
  return {
    title: `${N_LINES} lines with ${N_LINES / EVERY} architectures`,
    lines,
    editAt: N_LINES / 2,
    edited: (i) => `candidate = "${chain.format(chain.sample(rng.fork(`edit-${i}`)))}"`,
  };
}

function manyLines(): Case {
  const lines = ['['];
  let nArchitectures = 0;
  let editAt = 0;
  while (lines.length < N_LINES) {
    const nodes = architectureFileText(chain.build(chain.sample(rng.fork(`json-${nArchitectures++}`))));
    if (lines.length < N_LINES / 2) editAt = lines.length + 3;
    lines.push(...`${nodes.trimEnd()},`.split('\n'));
  }
  const node = lines[editAt]!;
  return {
    title: `${lines.length} lines of JSON with ${nArchitectures} architectures`,
    lines,
    editAt,
    edited: (i) => node.replace('"name"', `${' '.repeat((i % 2) + 1)}"name"`),
  };
}

function oneLarge(): Case {
  const nodes = Array.from({ length: 5_000 }, (_, i) => ({
    name: `layer${i}`,
    kind: 'conv2d',
    filters: 8,
    kernel: [3, 3],
    stride: [1, 1],
    padding: 'same',
  }));
  const json = { nodes: [{ name: 'x', kind: 'input', shape: [8, 8, 1] }, ...nodes] };
  const lines = `{\n"nodes": [\n${json.nodes.map((node) => JSON.stringify(node)).join(',\n')}\n]\n}`.split(
    '\n',
  );
  return {
    title: `one architecture of ${json.nodes.length} nodes in ${lines.join('\n').length} characters`,
    lines,
    editAt: 20,
    edited: (i) => lines[20]!.replace('8', String(9 + i)),
  };
}

/** What a redraw does, up to the call of the editor. */
function redraw(texts: DocumentTexts, lines: readonly string[], version: number, top: number): string {
  const visible = linesToDraw([{ first: top, last: Math.min(lines.length - 1, top + SCREEN) }], lines.length);
  const pictures = picturesOf(visible, linesOf(lines), version, texts);
  for (const { written } of pictures) {
    if (drawn.has(written.text)) continue;
    const picture = written.notation.picture(written);
    drawn.set(
      written.text,
      svgDataUri(picture.small(HEIGHT_PX, DARK)) + svgDataUri(picture.small(HEIGHT_PX, LIGHT)),
    );
  }
  return keyOfPictures(pictures);
}

function measure({ title, lines, editAt, edited }: Case): void {
  const texts = new DocumentTexts(() => near);
  const top = Math.max(0, editAt - 25);
  const step = Math.floor(lines.length / REPEATS);
  const scrolls = Array.from({ length: REPEATS }, (_, i) => timed(() => redraw(texts, lines, 1, i * step)));
  redraw(texts, lines, 1, top);
  const again = Array.from({ length: REPEATS }, () => timed(() => redraw(texts, lines, 1, top)));
  const changed = Array.from({ length: REPEATS / 10 }, (_, i) => lines.with(editAt, edited(i)));
  const edits = changed.map((text, i) => timed(() => redraw(texts, text, 2 + i, top)));

  const whole = Array.from({ length: WHOLE_REPEATS }, () => {
    const fresh = new WholeText(() => near);
    const text = lines.join('\n');
    return timed(() => fresh.find(text, NO_LIMITS));
  });
  const kept = new WholeText(() => near);
  kept.find(lines.join('\n'), NO_LIMITS);
  const lensEdits = changed.map((text) => {
    const joined = text.join('\n');
    return timed(() => kept.find(joined, NO_LIMITS));
  });

  console.log(`\n${title}, ${SCREEN} lines on the screen`);
  for (const [what, times] of Object.entries({
    'scroll to lines that were never seen': scrolls,
    'redraw of lines that were seen': again,
    'redraw after an edit of one line': edits,
    'lenses of the whole file, at first': whole,
    'lenses after an edit of one line': lensEdits,
  }))
    console.log(`${what.padEnd(38)} ${median(times).toFixed(2)} ms`);
}

function timed(act: () => unknown): number {
  const start = performance.now();
  act();
  return performance.now() - start;
}
