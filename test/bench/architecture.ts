/*
 * How the architecture viewer behaves with a large network, in Chromium:
 *
 *     npm run bench:architecture
 *
 * Opens a network of 93 cells (1,029 nodes),
 * expands it (time to a drawn layout and the longest pause of the page
 * meanwhile), then pans, zooms and selects and prints how long frames took.
 * Two such networks side by side, drawn, expanded, selected and zoomed.
 * At last the difference of two such networks, and the layout of networks of
 * 1,000 nodes that cannot be divided.
 */
import type { Page } from 'playwright-core';
import { createArchitecture } from '../../src/core/graph/architecture';
import { diffArchitectures } from '../../src/core/graph/architecture-diff';
import { layoutRequest } from '../../src/core/drawing/dag-layout';
import { dagOf } from '../../src/core/drawing/dag-model';
import { placeInParts } from '../../webview/shared/dag/dag-segments';
import { bigPicture } from '../support/big-architecture';
import { openArchitecture, openArchitectures } from '../support/panels';
import { UNDIVIDED } from '../support/undivided-networks';
import { launchChromium } from '../support/webview-page';

const picture = bigPicture(31);
/** The same with a changed operation every now and then. */
const changed = {
  ...picture,
  title: 'changed',
  nodes: picture.nodes.map((node, i) =>
    node.operation.kind === 'conv2d' && i % 50 === 3
      ? { ...node, operation: { ...node.operation, useBias: !node.operation.useBias } }
      : node,
  ),
};
const browser = await launchChromium();
try {
  const panel = await openArchitecture(browser, { picture });
  const { page } = panel;
  await page.evaluate(watchFrames);
  const start = performance.now();
  await page.getByRole('button', { name: 'Expand all' }).click();
  await page
    .getByText(`${picture.nodes.length.toLocaleString('en-US')} nodes`)
    .last()
    .waitFor();
  await page.getByRole('status').filter({ hasText: 'Laying out' }).waitFor({ state: 'hidden' });
  const took = performance.now() - start;
  console.log(
    `layout of ${picture.nodes.length} nodes: ${took.toFixed(0)} ms from click to drawn; frames ${await frames(page)}`,
  );

  const graph = page.getByRole('listbox', { name: 'Graph of the architecture' });
  const box = (await graph.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  for (const scale of ['readable', 'whole'] as const) {
    if (scale === 'whole') await page.getByRole('button', { name: 'Show the whole graph' }).click();
    await page.evaluate(watchFrames);
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let i = 1; i <= 120; i++) await page.mouse.move(x, y - (i % 60) * 4);
    await page.mouse.up();
    console.log(`pan, ${scale}: frames ${await frames(page)}`);
    await page.evaluate(watchFrames);
    for (let i = 0; i < 40; i++) await page.mouse.wheel(0, i < 20 ? -40 : 40);
    console.log(`zoom, ${scale}: frames ${await frames(page)}`);
  }
  await page.evaluate(watchFrames);
  await graph.focus();
  for (let i = 0; i < 60; i++) await page.keyboard.press('ArrowDown');
  console.log(`select with the keyboard: frames ${await frames(page)}`);
  for (const complaint of panel.complaints) console.log(`complaint: ${complaint}`);
  // Its server keeps the program alive.
  await panel.close();

  const both = await openArchitectures(browser, [picture, changed], { watch: watchFrames });
  console.log(`side by side, from the page's start to drawn: frames ${await frames(both.page)}`);
  await both.page.evaluate(watchFrames);
  both.peer.emit('architectures/show', { pictures: [changed, picture] });
  await both.page.getByRole('region', { name: 'B, 93 cells' }).locator('.dag-node').first().waitFor();
  console.log(`side by side, compared again: frames ${await frames(both.page)}`);
  await both.page.evaluate(watchFrames);
  await both.page.getByRole('checkbox', { name: /^Only what differs/ }).click();
  await both.page.waitForFunction(
    () => document.querySelector('[role=option][aria-setsize="1029"]') !== null,
  );
  console.log(`side by side, all nodes: frames ${await frames(both.page)}`);
  await both.page.evaluate(watchFrames);
  await both.page.getByRole('listbox', { name: /^Graph of A/ }).focus();
  for (let i = 0; i < 60; i++) await both.page.keyboard.press('ArrowDown');
  console.log(`side by side, select with the keyboard: frames ${await frames(both.page)}`);
  await both.page.evaluate(watchFrames);
  for (let i = 0; i < 40; i++) await both.page.keyboard.press(i < 20 ? '-' : '+');
  console.log(`side by side, zoom: frames ${await frames(both.page)}`);
  await both.close();
} finally {
  await browser.close();
}

const architecture = createArchitecture(picture.nodes);
const other = createArchitecture(changed.nodes);
const before = performance.now();
const { changes } = diffArchitectures(architecture, other);
console.log(
  `difference of two networks of ${picture.nodes.length} nodes: ${changes.length} changes in ${(performance.now() - before).toFixed(0)} ms`,
);

for (const [name, build] of Object.entries(UNDIVIDED)) {
  const request = layoutRequest(dagOf(build(), new Set()), 'labelled');
  const began = performance.now();
  placeInParts(request);
  console.log(
    `layout of ${request.nodes.length} nodes and ${request.edges.length} edges that cannot be divided (${name}), in the worker: ${(performance.now() - began).toFixed(0)} ms`,
  );
}

async function frames(page: Page): Promise<string> {
  const times = await page.evaluate(readFrames);
  const at = (share: number) =>
    times[Math.min(times.length - 1, Math.floor(share * times.length))]!.toFixed(1);
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, max ${at(1)} ms over ${times.length}`;
}

/** Runs in the page: begins to note the time between frames. */
function watchFrames(): void {
  const times: number[] = [];
  let lastFrame = performance.now();
  const watch = { times, running: true };
  Object.assign(window, { watch });
  const frame = (now: number): void => {
    times.push(now - lastFrame);
    lastFrame = now;
    if (watch.running) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

/** Runs in the page: the times so far, sorted. */
function readFrames(): number[] {
  const { watch } = window as unknown as { watch: { times: number[]; running: boolean } };
  watch.running = false;
  return watch.times.slice(1).sort((a, b) => a - b);
}
