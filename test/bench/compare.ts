/*
 * How the Compare panel behaves with much to show, in Chromium:
 *
 *     npm run bench:compare [seconds of streaming, 60]
 *
 * Opens a comparison of ten strategies with 100 searches of 500 trials each (time from the picture to curves, tables and
 * tests that are drawn and answer), then chooses other metrics, axes, bands and budgets, hides and shows a group. Then
 * it opens ten runs of 10,000 trials, one of which goes on with 200 events a second for a minute (or for so many
 * seconds as are said), and gives it what an hour brings. Each line ends with its limit.
 */
import type { Locator } from 'playwright-core';
import { comparePicture, STRATEGY_KINDS, withMoreSeeds } from '../support/compare-picture';
import { openCompare } from '../support/panels';
import { launchChromium } from '../support/webview-page';
import { tellLive } from './compare-live';
import { openingMs } from './compare-opening';
import { busySeconds, heapMb, measured, tell, Watch } from './page-measure';

const SEEDS = 100;
const TRIALS = 500;
const LIMITS = { openMs: 500, changeMs: 200, frameMs: 100, rows: 100, memoryMb: 150 } as const;

// Ten different searches of each strategy, each ten times: making half a million trials would take minutes.
const made = comparePicture(10, TRIALS, STRATEGY_KINDS);
const picture = withMoreSeeds(made, SEEDS);

const browser = await launchChromium();
try {
  const warm = await openCompare(browser, () => comparePicture(2)); // The browser's own start is not ours to measure.
  await warm.close();
  const panel = await openCompare(browser, () => ({ ...picture, groups: [] }));
  const { page } = panel;
  const session = await measured(page);
  const watch = await Watch.begin(page);
  const before = await busySeconds(session);
  const opened = await openingMs(page, picture);
  const n = picture.groups.reduce((sum, { members }) => sum + members.length, 0);
  tell(
    `open ${n} searches of ${TRIALS} trials, from the picture to drawn and answering`,
    opened,
    'ms',
    LIMITS.openMs,
  );
  console.log(
    `of which the page's thread computed for ${(1000 * ((await busySeconds(session)) - before)).toFixed(0)} ms`,
  );
  await watch.longest();

  const metric = page.getByRole('combobox', { name: 'Metric' });
  const metrics = await metric
    .locator('vscode-option')
    .evaluateAll((options) => options.map((option) => option.getAttribute('value') ?? ''));
  console.log(`metrics: ${metrics.join(', ')}`);
  const radio = (name: string) => page.getByRole('radio', { name });
  const changes: readonly (readonly [what: string, where: Locator, value?: string])[] = [
    ['switch to running time', radio('Running time')],
    ['switch back to trials', radio('Trials')],
    ['switch to median and quartiles', radio('Median and quartiles')],
    ['switch the metric', metric, metrics[1]!],
    ['switch it again', metric, metrics[2]!],
    ['compare after 100 trials', page.locator('.at-field'), '100'],
    ['hide a group', page.locator('.legend-entry').first()],
    ['show it again', page.locator('.legend-entry').first()],
  ];
  for (const [what, where, value] of changes) {
    const busy = await busySeconds(session);
    tell(what, await where.evaluate(change, value), 'ms', LIMITS.changeMs);
    console.log(
      `  of which the page's thread computed for ${(1000 * ((await busySeconds(session)) - busy)).toFixed(0)} ms`,
    );
    await watch.tell('  meanwhile', LIMITS.frameMs);
  }
  tell('rows in the document', await page.locator('tr, [role=row]').count(), 'rows', LIMITS.rows);
  tell('memory of scripts', await heapMb(session), 'MB', LIMITS.memoryMb);
  for (const complaint of panel.complaints) console.log(`complaint: ${complaint}`);
  await panel.close();
} finally {
  await browser.close();
}

// A browser traces for one watch only.
const another = await launchChromium();
try {
  await tellLive(another, Number(process.argv[2] ?? 60));
} finally {
  await another.close();
}

/** Runs in the page: gives a field the value, or clicks. @returns milliseconds until what changed is drawn */
async function change(element: Element, value: string | undefined): Promise<number> {
  const start = performance.now();
  if (value === undefined) (element as HTMLElement).click();
  else {
    (element as HTMLInputElement).value = value;
    element.dispatchEvent(new Event('change', { bubbles: true }));
  }
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  await frame();
  await frame();
  return performance.now() - start;
}
