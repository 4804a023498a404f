import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../../src/core/journal/event';
import { SECTIONS } from '../../../webview/insight/ui-state';
import { fakeRun } from '../../support/fake-run';
import { openInsight, withForecasts } from '../../support/insight-panel';
import type { InsightPanel } from '../../support/insight-panel';
import { seriousFindings } from '../../support/page-checks';
import type { SavedFile } from '../../support/panels';
import { weightsRun } from '../../support/weights-run';
import { chromiumIsThere, launchChromium, THEMES } from '../../support/webview-page';

const there = chromiumIsThere();
if (!there) console.log('skipped: the pages need Chromium (set CHROMIUM to its path)');

const RUN = [
  ...withForecasts(fakeRun({ trials: 70, running: 2, failEvery: 9, budget: 90 })),
  ...weightsRun({ epochs: 20 }),
];

/** What a section says once its analysis is there. */
const DONE: Readonly<Record<string, RegExp>> = {
  correlation: /counting parameters/,
  importance: /decides most/,
  parallel: /trials over 10 axes/,
  lineage: /in \d+ generations/,
  forecast: /Root mean squared error/,
  landscape: /fitted anew/,
  weights: /The discrete network keeps/,
};

/** What can be saved as a picture. */
const CHARTS = [
  'correlation',
  'correlation-matrix',
  'epochs',
  'importance',
  'knob-values',
  'importance-pairs',
  'parallel-coordinates',
  'lineage',
  'forecasts',
  'forecast-quality',
  'landscape',
  'acquisition',
  'architecture-weights',
  'weights-entropy',
  'weights-map',
];

let browser: Browser;

describe.skipIf(!there)('the Insight page in Chromium', () => {
  beforeAll(async () => {
    browser = await launchChromium();
  });

  afterAll(() => browser.close());

  it.each(THEMES)('has no serious accessibility finding in any section in %s', async (theme) => {
    const panel = await openInsight(browser, () => RUN, { theme });
    panel.peer.emit('page/select', { trials: [12, 21] });
    for (const { id, title } of SECTIONS) {
      await panel.page.getByRole('tab', { name: title }).click();
      await saying(panel, DONE[id]!);
      for (const summary of await panel.page.locator('details > summary').all()) await summary.click();
      expect(await seriousFindings(panel.page), title).toEqual([]);
    }
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });

  it('says what is missing while there is little, and goes on by itself', async () => {
    const panel = await openInsight(browser, () => RUN.slice(0, 1));
    for (const { title } of SECTIONS) await panel.page.getByRole('tab', { name: title }).click();
    await panel.page.getByRole('tab', { name: 'Correlation' }).click();
    await saying(panel, /There are not two measured trials/);
    await panel.page.getByRole('tab', { name: 'Knob importance' }).click();
    await saying(panel, /no measured trials with a metric that differs/);
    const few = RUN.findIndex((event) => event.type === 'trial-asked' && event.trial === 12);
    panel.peer.emit('run/append', { generation: 1, seq: 1, events: RUN.slice(1, few) });
    await saying(panel, /measured trials can be compared: from 20 on a forest is grown/);
    panel.peer.emit('run/append', { generation: 1, seq: 2, events: RUN.slice(few) });
    await saying(panel, /decides most/);
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });

  it('asks for a snapshot when a batch is missing', async () => {
    const panel = await openInsight(browser, () => RUN.slice(0, 40));
    const lost = new Promise<void>((resolve) => panel.peer.on('page/lost', () => resolve()));
    panel.peer.emit('run/append', { generation: 1, seq: 7, events: RUN.slice(60) });
    await lost;
    await panel.close();
  });

  it('chooses a pair in the matrix with the keyboard, and keeps it over a reload', async () => {
    const panel = await openInsight(browser, () => RUN);
    await saying(panel, DONE['correlation']!);
    await panel.page.locator('.matrix-cell[aria-pressed="true"]').focus();
    await panel.page.keyboard.press('ArrowRight');
    await panel.page.keyboard.press('Enter');
    await saying(panel, /Validation loss and validation accuracy order trials/);
    await panel.page.reload();
    await saying(panel, /Validation loss and validation accuracy order trials/);
    expect(await panel.state()).toMatchObject({
      runFolder: '/runs/1',
      ui: { pair: { x: 'valLoss', y: 'valAccuracy' } },
    });
    await panel.close();
  });

  it('moves and brushes axes with the keyboard, and comes back with both', async () => {
    const panel = await openInsight(browser, () => RUN);
    await panel.page.getByRole('tab', { name: 'Parallel coordinates' }).click();
    await saying(panel, DONE['parallel']!);
    const heads = () => panel.page.locator('.axis-head').allInnerTexts();
    const before = await heads();
    await panel.page.locator('.axis-head').first().focus();
    await panel.page.keyboard.press('Shift+ArrowRight');
    await expect.poll(heads).toEqual([before[1], before[0], ...before.slice(2)]);
    // The focus stays with the axis that was moved.
    await panel.page.keyboard.press('ArrowUp');
    await saying(panel, /of 61 trials lie within the brushes/);
    await panel.page.reload();
    await saying(panel, /of 61 trials lie within the brushes/);
    expect(await heads()).toEqual([before[1], before[0], ...before.slice(2)]);
    await panel.page.getByRole('button', { name: 'Clear brushes' }).click();
    await saying(panel, DONE['parallel']!);
    await panel.close();
  });

  it('takes each of two keys that come within one frame', async () => {
    const panel = await openInsight(browser, () => RUN);
    await panel.page.getByRole('tab', { name: 'Parallel coordinates' }).click();
    const head = panel.page.locator('.axis-head').last();
    await head.focus();
    await head.evaluate((element) => {
      for (const key of ['ArrowUp', 'l'])
        element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    });
    await expect
      .poll(() => head.getAttribute('aria-label'))
      .toMatch(/, logarithmic, brushed from 0\.\d+ to 0\.\d+$/);
    await panel.close();
  });

  it('brushes an axis that is dragged over, and selects a line that is clicked', async () => {
    const asked: string[] = [];
    const panel = await openInsight(browser, () => RUN, { asked });
    await panel.page.getByRole('tab', { name: 'Parallel coordinates' }).click();
    await saying(panel, DONE['parallel']!);
    const canvas = panel.page.locator('.parallel-canvas');
    const box = (await canvas.boundingBox())!;
    const head = (await panel.page.locator('.axis-head', { hasText: 'Validation accuracy' }).boundingBox())!;
    const x = head.x + head.width / 2;
    await panel.page.mouse.move(x, box.y + 20);
    await panel.page.mouse.down();
    await panel.page.mouse.move(x, box.y + 60, { steps: 4 });
    await panel.page.mouse.up();
    await saying(panel, /lie within the brushes/);
    await panel.page.getByRole('button', { name: 'Select the best' }).click();
    await expect.poll(() => asked.some((one) => /^page\/selected( \d+){12}$/.test(one))).toBe(true);
    await panel.close();
  });

  it('keeps the selection when a brush is let go beside its axis', async () => {
    const asked: string[] = [];
    const panel = await openInsight(browser, () => RUN, { asked });
    await panel.page.getByRole('tab', { name: 'Parallel coordinates' }).click();
    await saying(panel, DONE['parallel']!);
    const canvas = panel.page.locator('.parallel-canvas');
    const box = (await canvas.boundingBox())!;
    const head = (await panel.page.locator('.axis-head', { hasText: 'Validation accuracy' }).boundingBox())!;
    const axis = head.x + head.width / 2;
    // Where the pointer becomes a hand there is a line.
    let beside = { x: 0, y: 0 };
    await expect
      .poll(async () => {
        beside = { x: axis - 16, y: (beside.y || box.y + 60) + 3 };
        await panel.page.mouse.move(beside.x, beside.y);
        return canvas.evaluate((element) => element.style.cursor);
      })
      .toBe('pointer');
    await panel.page.mouse.move(axis, box.y + 12);
    await panel.page.mouse.down();
    await panel.page.mouse.move(beside.x, beside.y, { steps: 4 });
    await panel.page.mouse.up();
    await saying(panel, /lie within the brushes/);
    expect(asked).toEqual([]);
    await panel.page.mouse.click(beside.x, beside.y);
    await expect.poll(() => asked).toHaveLength(1);
    await panel.close();
  });

  it('draws the map of earlier trials by another choice while that of the newest is made', async () => {
    const panel = await openInsight(browser, () => RUN.slice(0, 150), { watch: answerOneLandscape });
    await panel.page.getByRole('tab', { name: 'Landscape' }).click();
    await saying(panel, DONE['landscape']!);
    const sentence = () => panel.page.locator('.verdict', { hasText: DONE['landscape']! }).innerText();
    const map = () => panel.page.locator('table.map tbody').innerText();
    const before = { sentence: await sentence(), map: await map() };
    panel.peer.emit('run/append', { generation: 1, seq: 1, events: RUN.slice(150) });
    await panel.page.waitForFunction(() => document.body.dataset['withheld'] === 'true');
    await panel.page.getByRole('radio', { name: 'Deviation' }).click();
    await expect.poll(map).not.toBe(before.map);
    expect(await sentence()).toBe(before.sentence);
    await panel.page.getByRole('radio', { name: 'Mean' }).click();
    await expect.poll(map).toBe(before.map);
    await panel.close();
  });

  it('walks the lineage with the keyboard and tells the other panels what was selected', async () => {
    const asked: string[] = [];
    const panel = await openInsight(browser, () => RUN, { asked });
    await panel.page.getByRole('tab', { name: 'Lineage' }).click();
    await saying(panel, DONE['lineage']!);
    await panel.page.getByRole('group', { name: /^Lineage/ }).focus();
    await panel.page.keyboard.press('End');
    await panel.page.keyboard.press('Enter');
    await panel.page.getByRole('heading', { name: /^Trial \d+: Validation accuracy/ }).waitFor();
    await panel.page.getByText('Changed').waitFor();
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatch(/^page\/selected \d+$/);
    await panel.page.getByRole('button', { name: 'Show architecture' }).click();
    await expect.poll(() => asked.at(-1)).toMatch(/^trial\/show \d+$/);
    await panel.close();
  });

  it('copies and saves the table of a chart, and the chart', async () => {
    const asked: string[] = [];
    const saved: SavedFile[] = [];
    const panel = await openInsight(browser, () => RUN, { asked, saved });
    await saying(panel, DONE['correlation']!);
    await panel.page.getByText('Table: 61 rows').click();
    await panel.page.getByRole('button', { name: 'Copy' }).first().click();
    await panel.page.getByRole('button', { name: 'Save as CSV' }).first().click();
    await panel.page.getByRole('button', { name: 'Save as PNG' }).first().click();
    await expect.poll(() => saved.length).toBe(2);
    expect(asked[0]).toMatch(/^text\/copy Trial\tMACs\tValidation accuracy\n0\t/);
    expect(saved[0]!.content.split('\r\n')).toHaveLength(63);
    expect(Buffer.from(saved[1]!.content, 'base64').subarray(1, 4).toString()).toBe('PNG');
    await panel.close();
  });

  it('puts a hundred rows of a table into the document, and copies all', async () => {
    const asked: string[] = [];
    const many = fakeRun({ trials: 130 });
    const panel = await openInsight(browser, () => many, { asked });
    await saying(panel, DONE['correlation']!);
    await panel.page.getByText('Table: 130 rows').click();
    await panel.page.getByText('The first 100 rows; copying and saving take all.').waitFor();
    expect(await panel.page.locator('details[open] .data-table tbody tr').count()).toBe(100);
    await panel.page.getByRole('button', { name: 'Copy' }).first().click();
    await expect
      .poll(() =>
        asked
          .join()
          .split('\n')
          .filter((line) => line !== ''),
      )
      .toHaveLength(131);
    await panel.close();
  });

  it('saves each chart as SVG and PNG, with the colours of the theme and nothing left to resolve', async () => {
    const saved: SavedFile[] = [];
    const panel = await openInsight(browser, () => RUN, { saved, theme: 'light' });
    panel.peer.emit('page/select', { trials: [12, 21] });
    for (const { id, title } of SECTIONS) {
      await panel.page.getByRole('tab', { name: title }).click();
      await saying(panel, DONE[id]!);
      for (const kind of ['SVG', 'PNG'])
        for (const save of await panel.page.getByRole('button', { name: `Save as ${kind}` }).all()) {
          const before = saved.length;
          await save.click();
          await expect.poll(() => saved.length, { message: `${title} ${kind}` }).toBe(before + 1);
        }
    }
    const names = saved.map(({ name }) => name);
    expect(names.filter((name) => name.endsWith('.svg')).sort()).toEqual(
      CHARTS.map((name) => `${name}.svg`).sort(),
    );
    expect(names.filter((name) => name.endsWith('.png')).sort()).toEqual(
      CHARTS.map((name) => `${name}.png`).sort(),
    );
    for (const { name, content } of saved.filter((file) => file.name.endsWith('.svg'))) {
      expect(content, name).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="\d+" height="\d+"/);
      expect(content, name).not.toMatch(/var\(|NaN|undefined|Infinity/);
      expect(content, name).toContain('<rect width="100%" height="100%" fill="#ffffff"/>');
      expect(content.match(/<text /g)?.length ?? 0, name).toBeGreaterThan(4);
    }
    for (const { name, content } of saved.filter((file) => file.name.endsWith('.png')))
      expect(Buffer.from(content, 'base64').subarray(1, 4).toString(), name).toBe('PNG');
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });

  it('says why the knobs are not known, and shows the rest', async () => {
    const events: readonly JournalEvent[] = RUN;
    const panel = await openInsight(browser, () => events, { knobs: [] });
    await panel.page.getByRole('tab', { name: 'Knob importance' }).click();
    await saying(panel, /The space of this run has no knobs/);
    await panel.page.getByRole('tab', { name: 'Parallel coordinates' }).click();
    await saying(panel, /61 trials over 4 axes/);
    await panel.close();
  });
});

/** In the page: no landscape after the first one is ever made. */
function answerOneLandscape(): void {
  const post = Object.getOwnPropertyDescriptor(Worker.prototype, 'postMessage')!.value as (
    this: Worker,
    message: unknown,
  ) => void;
  let asked = 0;
  Worker.prototype.postMessage = function (this: Worker, message: { readonly kind?: string }): void {
    if (message.kind === 'landscape' && ++asked > 1) document.body.dataset['withheld'] = 'true';
    else post.call(this, message);
  };
}

async function saying(panel: InsightPanel, text: RegExp): Promise<void> {
  await panel.page.locator('.verdict', { hasText: text }).first().waitFor();
}
