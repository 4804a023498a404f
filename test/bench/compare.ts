/*
 * How the Compare panel behaves with much to show, in Chromium:
 *
 *     npm run bench:compare
 *
 * Opens a comparison of ten strategies with 100 searches of 500 trials each (time from the picture to curves, tables and
 * tests that are drawn and answer), then chooses other metrics, axes, bands and budgets, hides a group and points at one.
 * Each line ends with its limit.
 */
import { comparePicture, STRATEGY_KINDS, withMoreSeeds } from '../support/compare-picture';
import { openCompare } from '../support/panels';
import { launchChromium } from '../support/webview-page';
import { busySeconds, heapMb, measured, tell, timed, Watch } from './page-measure';

const SEEDS = 100;
const TRIALS = 500;
const LIMITS = { openMs: 500, changeMs: 200, frameMs: 100, memoryMb: 150 } as const;

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
  const opened = await page.evaluate(async (shown) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const start = performance.now();
    window.postMessage({ kind: 'event', event: 'compare/show', payload: { picture: shown } }, '*');
    while (!document.querySelector('.compare-table [data-group]')) await frame();
    await frame(); // The page answers.
    return performance.now() - start;
  }, picture);
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
  const titles = await metric.locator('vscode-option, option').allInnerTexts();
  console.log(`metrics: ${titles.join(', ')}`);
  const changes: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['switch to running time', () => page.getByRole('radio', { name: 'Running time' }).click()],
    ['switch back to trials', () => page.getByRole('radio', { name: 'Trials' }).click()],
    [
      'switch to median and quartiles',
      () => page.getByRole('radio', { name: 'Median and quartiles' }).click(),
    ],
    ['switch the metric', () => chooseMetric(1)],
    ['switch it again', () => chooseMetric(2)],
    [
      'compare after 100 trials',
      () =>
        page
          .locator('.at-field')
          .fill('100')
          .then(() => page.keyboard.press('Enter')),
    ],
    ['hide a group', () => page.locator('.legend-entry').first().click()],
    ['light a group', () => page.locator('.legend-entry').nth(4).hover()],
  ];
  for (const [what, change] of changes) {
    const busy = await busySeconds(session);
    const took = await timed(page, async () => {
      await change();
      // A drawing waits for the one before.
      await page.evaluate(
        () => new Promise((resolve) => setTimeout(() => requestAnimationFrame(resolve), 0)),
      );
    });
    tell(what, took, 'ms', LIMITS.changeMs);
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 400)));
    console.log(
      `  of which the page's thread computed for ${(1000 * ((await busySeconds(session)) - busy)).toFixed(0)} ms`,
    );
    await watch.tell('  meanwhile', LIMITS.frameMs);
  }
  tell('memory of scripts', await heapMb(session), 'MB', LIMITS.memoryMb);
  for (const complaint of panel.complaints) console.log(`complaint: ${complaint}`);
  await panel.close();

  function chooseMetric(index: number) {
    return metric.evaluate((element, to) => {
      const box = element as HTMLElement & { selectedIndex: number };
      box.selectedIndex = to;
      box.dispatchEvent(new Event('change', { bubbles: true }));
    }, index);
  }
} finally {
  await browser.close();
}
