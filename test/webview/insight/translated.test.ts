import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SECTIONS } from '../../../webview/insight/ui-state';
import type { SectionId } from '../../../webview/insight/ui-state';
import { fakeRun } from '../../support/fake-run';
import { openInsight, withForecasts } from '../../support/insight-panel';
import type { InsightPanel } from '../../support/insight-panel';
import { shownWords, unaccented } from '../../support/page-words';
import type { SavedFile } from '../../support/panels';
import { pseudoLanguage } from '../../support/pseudo-language';
import { weightsRun } from '../../support/weights-run';
import { chromiumIsThere, launchChromium } from '../../support/webview-page';

const there = chromiumIsThere();
if (!there) console.log('skipped: the pages need Chromium (set CHROMIUM to its path)');

const RUN = [
  ...withForecasts(fakeRun({ trials: 70, running: 2, failEvery: 9, budget: 90 })),
  ...weightsRun({ epochs: 20 }),
];
const WORDS = pseudoLanguage();

/** What a section says once its analysis is there. */
const DONE: Readonly<Record<SectionId, string>> = {
  correlation: 'Values as measured: the sign says whether both grow together.',
  importance: 'Knobs alone explain {0}, the pairs below {1}.',
  parallel: '{0} over {1} axes.',
  lineage: '{0} trials in {1} generations, {2} fresh draws.',
  forecast: 'Root mean squared error {0}; measured less predicted is {1} on average.',
  landscape: 'Rows: {0}. Columns: {1}.',
  weights: 'The weights are {0} undecided on average.',
};

let browser: Browser;

describe.skipIf(!there)('the Insight page in another language', () => {
  beforeAll(async () => {
    browser = await launchChromium();
  });

  afterAll(() => browser.close());

  it('says what the bundle says, from the first drawing on', async () => {
    const words = {
      Lineage: 'Abstammung',
      '{0} trials in {1} generations, {2} fresh draws.': '{1} Generationen mit {0} Versuchen, {2} frisch.',
      'Made by': 'Entstanden durch',
      'No trial selected: click a mark, a line or a node': 'Kein Versuch gewählt',
    };
    const { page, ...panel } = await openInsight(browser, () => RUN, { words });
    await page.getByText('Kein Versuch gewählt').waitFor();
    await page.getByRole('tab', { name: 'Abstammung' }).click();
    await page.getByText(/\d+ Generationen mit \d+ Versuchen/).waitFor();
    panel.peer.emit('page/select', { trials: [12] });
    await page.getByText('Entstanden durch').first().waitFor();
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });

  it.each(SECTIONS.map(({ id }) => id))(
    'leaves no sentence in English but names and what the core says: %s',
    async (id) => {
      const panel = await openInsight(browser, () => RUN, { words: WORDS });
      panel.peer.emit('page/select', { trials: [8, 12, 21] });
      await open(panel, id);
      const said = await shownWords(panel.page);
      expect(said.length).toBeGreaterThan(30);
      expect(unaccented(said, NOT_OURS)).toEqual([]);
      expect(panel.complaints).toEqual([]);
      await panel.close();
    },
  );

  it('says in it what is missing while there is little', async () => {
    const panel = await openInsight(browser, () => RUN.slice(0, 1), { words: WORDS });
    for (const { id } of SECTIONS) {
      await choose(panel, id);
      expect(unaccented(await shownWords(panel.page), NOT_OURS), id).toEqual([]);
    }
    await panel.close();
  });

  it('tells in it what is pointed at: a node of the tree, an axis and a mark', async () => {
    const panel = await openInsight(browser, () => RUN, { words: WORDS });
    for (const [id, chart, key] of [
      ['lineage', '.lineage', 'End'],
      ['correlation', '.plot', 'ArrowRight'],
    ] as const) {
      await open(panel, id);
      await panel.page.locator(chart).first().focus();
      await panel.page.keyboard.press(key);
      await panel.page.locator('.plot-tip:visible').waitFor();
      expect(unaccented(await shownWords(panel.page), NOT_OURS)).toEqual([]);
    }
    await open(panel, 'parallel');
    await panel.page.locator('.axis-head').last().focus();
    await panel.page.keyboard.press('ArrowUp');
    await panel.page.keyboard.press('l');
    await panel.page.locator('.axis-head.brushed', { hasText: asSaid('{0} (log)') }).waitFor();
    await panel.page.getByText(asSaid('{0} is logarithmic')).waitFor();
    expect(unaccented(await shownWords(panel.page), NOT_OURS)).toEqual([]);
    await panel.close();
  });

  it('writes files as programs read them, whatever the table says', async () => {
    const saved: SavedFile[] = [];
    const panel = await openInsight(browser, () => RUN, { words: WORDS, saved });
    await open(panel, 'lineage');
    await panel.page.locator('details.data vscode-button').nth(1).click();
    await expect.poll(() => saved.length).toBe(1);
    const lines = saved[0]!.content.split('\r\n');
    expect(lines[0]).toBe('Trial,Generation,Made by,Parents,Validation accuracy');
    expect(lines[9]).toMatch(/,failed$/);
    await panel.close();
  });
});

async function choose({ page }: InsightPanel, id: SectionId): Promise<void> {
  await page.locator(`#tab-${id}`).click();
  await page.locator(`#tab-${id}[aria-selected="true"]`).waitFor();
}

async function open(panel: InsightPanel, id: SectionId): Promise<void> {
  const { page } = panel;
  await choose(panel, id);
  await page.getByText(asSaid(DONE[id])).first().waitFor();
  for (const summary of await page.locator('details > summary:visible').all()) await summary.click();
}

/** A sentence of the made-up language, whatever is in its places. */
function asSaid(english: string): RegExp {
  const said = WORDS[english]!.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&');
  return new RegExp(said.replaceAll(/\{\d\}/g, '.+'));
}

/** Titles of metrics and units, which the core says; names of the run, knobs, candidates and operators. */
const NOT_OURS = new RegExp(
  [
    'Validation (?:accuracy|loss)|Training (?:loss|time)|Epochs|Parameters|MACs|Activation memory|Latency',
    'validation (?:accuracy|loss)|training (?:loss|time)|epochs|parameters|macs|activation memory|latency',
    '\\d\\u202f(?:ms|min|KiB|s|h)\\b',
    'digits · 1 Jan 14:02|\\|\\S+\\||mutation|acquisition|sample',
    'edge \\S+|nor_conv_\\dx\\d|skip_connect|(?:max|avg)_pool_3x3|(?:sep|dil)_conv_\\dx\\d|none',
    '\\b(?:max|avg|sep|dil|skip)_|\\b(?:pool|conv)_|\\bconnect\\b|normal|reduction|\\d → \\d|DARTS\\+?|Liang et al\\.|Liu et al\\.',
    'CSV|SVG|PNG',
  ].join('|'),
  'g',
);
