import { performance } from 'node:perf_hooks';
import { createRng } from '../../src/core/base/random';
import { createSpace } from '../../src/core/space/catalog';
import { LineCache } from '../../src/extension/language/notations/line-cache';
import type { NearSpace } from '../../src/extension/language/notations/notation';
import {
  keyOfPictures,
  linesToDraw,
  picturesOf,
} from '../../src/extension/language/notations/visible-pictures';
import { DARK, LIGHT } from '../../src/extension/language/pictures/palette';
import { svgDataUri } from '../../src/extension/language/pictures/svg';
import { median } from './median';

/**
 * What inline previews cost the extension host in a file of 20,000 lines with 5,000 architectures, half of them cells
 * and half knobs of a space near by: after an edit, after a scroll to lines that were never seen, and for all lenses.
 * `npm run bench:previews`; times are medians in milliseconds.
 */
const N_LINES = 20_000;
const EVERY = 4;
const SCREEN = 50;
const REPEATS = 200;
const HEIGHT_PX = 19;

const context = { inputShape: [8, 8, 1], outputUnits: 10 };
const chain = createSpace({ kind: 'chain-cnn' }, context);
const cells = createSpace({ kind: 'nas-bench-201' }, { inputShape: [32, 32, 3], outputUnits: 10 });
const near: readonly NearSpace[] = [{ space: chain, owner: 'digits', isExact: true }];

const rng = createRng(1);
const lines = Array.from({ length: N_LINES }, (_, line) => {
  if (line % EVERY > 0)
    return `result[${line}] = measure(candidate, epochs=${line % 100}) # a line of a program`;
  const space = (line / EVERY) % 2 === 0 ? cells : chain;
  return `candidate = "${space.format(space.sample(rng.fork(`line-${line}`)))}"`;
});

const drawn = new Map<string, string>();

/** What a redraw does, up to the call of the editor. */
function redraw(cache: LineCache, top: number): string {
  const visible = linesToDraw([{ first: top, last: top + SCREEN }], lines.length);
  const pictures = picturesOf(visible, (line) => lines[line]!, cache);
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

function timed(act: () => unknown): number {
  const start = performance.now();
  act();
  return performance.now() - start;
}

const cache = new LineCache(() => near);
const scrolls = Array.from({ length: REPEATS }, (_, i) => timed(() => redraw(cache, i * 90)));
const again = Array.from({ length: REPEATS }, () => timed(() => redraw(cache, REPEATS * 90 - 90)));
const edits = Array.from({ length: REPEATS }, (_, i) => {
  lines[REPEATS * 90 - 60] = `candidate = "${chain.format(chain.sample(rng.fork(`edit-${i}`)))}"`;
  return timed(() => redraw(cache, REPEATS * 90 - 90));
});
const allLines = (): number => {
  const fresh = new LineCache(() => near);
  return timed(() => lines.reduce((n, line) => n + fresh.find(line).length, 0));
};
const lenses = Array.from({ length: 5 }, allLines);

console.log(
  `a file of ${N_LINES} lines with ${N_LINES / EVERY} architectures, ${SCREEN} lines on the screen`,
);
for (const [what, times] of Object.entries({
  'scroll to lines that were never seen': scrolls,
  'redraw of lines that were seen': again,
  'edit of one line': edits,
  'all lines of the file, for lenses': lenses,
}))
  console.log(`${what.padEnd(38)} ${median(times).toFixed(2)} ms`);
