import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../src/core/graph/graph-builder';
import type { JournalEvent } from '../../src/core/journal/event';
import { createSpace } from '../../src/core/space/catalog';
import type { SearchSpace } from '../../src/core/space/space';
import { fakeRun } from '../support/fake-run';
import { rowsAre, seriousFindings, shownText } from '../support/page-checks';
import { cellPicture, openArchitecture, openDashboard, openSpace, shownSpace } from '../support/panels';
import type { DashboardPanel, SavedFile } from '../support/panels';
import { chromiumIsThere, launchChromium, THEMES } from '../support/webview-page';

const REPOSITORY = path.resolve(import.meta.dirname, '../..');
const there = chromiumIsThere();
if (!there) console.log('skipped: the pages need Chromium (set CHROMIUM to its path)');

const RUN = fakeRun({ trials: 24, running: 2, failEvery: 9, budget: 60 });

let browser: Browser;

describe.skipIf(!there)('pages in Chromium', () => {
  beforeAll(async () => {
    execFileSync(process.execPath, ['.esbuild.mjs', 'dashboard', 'architecture', 'space'], {
      cwd: REPOSITORY,
    });
    browser = await launchChromium();
  });

  afterAll(() => browser.close());

  describe.each(THEMES)('in %s', (theme) => {
    it('the dashboard has no serious accessibility finding', async () => {
      const panel = await openDashboard(browser, () => RUN, { theme });
      await selectFromTree(panel, [21, 12]);
      await panel.page.locator('.dag-node').first().waitFor();
      expect(await seriousFindings(panel.page)).toEqual([]);
      expect(panel.complaints).toEqual([]);
      await panel.close();
    });

    it('the architecture has none', async () => {
      const panel = await openArchitecture(browser, { theme });
      await panel.page.getByRole('listbox', { name: 'Graph of the architecture' }).focus();
      expect(await seriousFindings(panel.page)).toEqual([]);
      await panel.page.getByRole('radio', { name: 'Code' }).click();
      await panel.page.getByText('const model').waitFor();
      expect(await seriousFindings(panel.page)).toEqual([]);
      expect(panel.complaints).toEqual([]);
      await panel.close();
    });

    it('the space has none', async () => {
      const panel = await openSpace(browser, { theme });
      panel.peer.emit('space/problem', { message: 'digits.nas.json: expected a number' });
      await panel.page.getByRole('alert').waitFor();
      expect(await seriousFindings(panel.page)).toEqual([]);
      expect(panel.complaints).toEqual([]);
      await panel.close();
    });
  });

  describe('dashboard', () => {
    it('shows after being hidden what a fresh panel shows', async () => {
      let events: readonly JournalEvent[] = RUN.slice(0, 60);
      const hidden = await openDashboard(browser, () => events);
      await rowsAre(hidden.page, events);
      events = RUN;
      // Hidden pages are thrown away; nothing that was sent meanwhile reaches them.
      await hidden.page.reload();
      await rowsAre(hidden.page, events);
      const fresh = await openDashboard(browser, () => RUN);
      await rowsAre(fresh.page, events);
      expect(await shownText(hidden.page)).toBe(await shownText(fresh.page));
      await hidden.close();
      await fresh.close();
    });

    it('shows the same whether events came in batches or at once', async () => {
      const streamed = await openDashboard(browser, () => RUN.slice(0, 1));
      for (let i = 1, seq = 1; i < RUN.length; i += 5, seq++) {
        streamed.peer.emit('run/append', { generation: 1, seq, events: RUN.slice(i, i + 5) });
      }
      await rowsAre(streamed.page, RUN);
      const fresh = await openDashboard(browser, () => RUN);
      await rowsAre(fresh.page, RUN);
      await expect.poll(() => shownText(streamed.page)).toBe(await shownText(fresh.page));
      await streamed.close();
      await fresh.close();
    });

    it('asks for a snapshot when a batch is missing', async () => {
      const panel = await openDashboard(browser, () => RUN.slice(0, 40));
      const lost = new Promise<void>((resolve) => panel.peer.on('page/lost', () => resolve()));
      panel.peer.emit('run/append', { generation: 1, seq: 7, events: RUN.slice(60) });
      await lost;
      await panel.close();
    });

    it('keeps a filter that is being typed while rows come', async () => {
      const panel = await openDashboard(browser, () => RUN.slice(0, 60));
      await panel.page.getByRole('combobox', { name: 'Filter trials' }).click();
      await panel.page.keyboard.type('mut');
      panel.peer.emit('run/append', { generation: 1, seq: 1, events: RUN.slice(60) });
      await panel.page.getByText('of 24 trials').waitFor();
      await panel.page.keyboard.type('ation');
      await expect
        .poll(() => panel.page.locator('.trials .card-head').innerText())
        .toContain('14 of 24 trials');
      expect(await panel.page.getByRole('combobox', { name: 'Filter trials' }).inputValue()).toBe('mutation');
      await panel.close();
    });

    it('comes back after a reload with its selection, sort and filter, and keeps what the host needs', async () => {
      const panel = await openDashboard(browser, () => RUN);
      await panel.page.getByRole('gridcell', { name: 'measured' }).first().click();
      await panel.page.getByRole('columnheader', { name: 'MACs' }).click();
      await panel.page.getByRole('heading', { name: 'Trial 21' }).waitFor();
      await panel.page.reload();
      await panel.page.getByRole('heading', { name: 'Trial 21' }).waitFor();
      expect(await panel.page.getByRole('columnheader', { name: 'MACs' }).getAttribute('aria-sort')).toBe(
        'ascending',
      );
      expect(await panel.state()).toMatchObject({
        runFolder: '/runs/1',
        uiVersion: 2,
        ui: { selected: [21] },
      });
      await panel.close();
    });

    it('can be used with the keyboard alone', async () => {
      const asked: string[] = [];
      const panel = await openDashboard(browser, () => RUN, { asked });
      const { keyboard } = panel.page;
      await panel.page.getByRole('grid', { name: 'Trials' }).focus();
      await keyboard.press('ArrowDown');
      await keyboard.press('ArrowDown');
      await keyboard.press('Space');
      await panel.page.getByRole('heading', { name: 'Trial 21' }).waitFor();
      await keyboard.press('Enter');
      await expect.poll(() => asked).toContain('trial/show 21');
      await keyboard.press('Control+c');
      await expect
        .poll(() => asked.some((request) => request.startsWith('text/copy Trial\tStatus')))
        .toBe(true);
      await keyboard.press('Control+Home');
      await keyboard.press('ArrowUp');
      await keyboard.press('Enter');
      await expect
        .poll(() =>
          panel.page.getByRole('columnheader', { name: 'Trial', exact: true }).getAttribute('aria-sort'),
        )
        .toBe('ascending');

      await panel.page.locator('.plot').first().focus();
      await keyboard.press('Home');
      await keyboard.press('Enter');
      await panel.page.getByRole('heading', { name: 'Trial 0', exact: true }).waitFor();
      await panel.close();
    });

    it('selects everywhere what is selected anywhere, and tells the host', async () => {
      const panel = await openDashboard(browser, () => RUN);
      const told: (readonly number[])[] = [];
      panel.peer.on('page/selected', ({ trials }) => told.push(trials));
      await selectFromTree(panel, [12]);
      await panel.page
        .getByRole('button', { name: 'Select trial 11' })
        .or(panel.page.locator('.origin .chip'))
        .first()
        .click();
      await expect.poll(() => told.length).toBe(1);
      const [trial] = told[0]!;
      await panel.page.getByRole('heading', { name: `Trial ${trial}`, exact: true }).waitFor();
      await expect
        .poll(() => panel.page.locator('.grid-body [aria-selected=true] .grid-cell').first().innerText())
        .toContain(String(trial));
      await panel.close();
    });

    it('offers what the run can do, and nothing in an untrusted workspace', async () => {
      const asked: string[] = [];
      const panel = await openDashboard(browser, () => RUN, { asked });
      await panel.page.getByRole('button', { name: 'Pause' }).click();
      await expect.poll(() => asked).toEqual(['run/pause']);
      panel.peer.emit('run/liveness', { liveness: 'interrupted', canRun: false });
      const resume = panel.page.getByRole('button', { name: 'Resume' });
      await resume.waitFor();
      await expect.poll(() => resume.isDisabled()).toBe(true);
      await panel.close();
    });

    it('stays below 100 rows in the document with 3,000 trials', async () => {
      const many = fakeRun({ trials: 3000, epochs: 0 });
      const panel = await openDashboard(browser, () => many);
      await rowsAre(panel.page, many);
      await panel.page.locator('.grid').evaluate((grid) => grid.scrollTo(0, 30_000));
      await panel.page.getByRole('gridcell', { name: '1740', exact: true }).first().waitFor();
      expect(await panel.page.getByRole('row').count()).toBeLessThan(100);
      await panel.close();
    });

    it("takes VS Code's colours at the start and when they change", async () => {
      const panel = await openDashboard(browser, () => RUN, { theme: 'light' });
      const background = () =>
        panel.page
          .locator('vscode-button', { hasText: 'Stop' })
          .evaluate((button) => getComputedStyle(button).backgroundColor);
      expect(await background()).toBe('rgb(229, 229, 229)');
      await panel.setTheme('highContrastDark');
      await expect.poll(background).not.toBe('rgb(229, 229, 229)');
      await panel.close();
    });

    it('has nothing wider than a column of 400 pixels', async () => {
      const panel = await openDashboard(browser, () => RUN, { width: 400 });
      await selectFromTree(panel, [12]);
      expect(await panel.page.evaluate(() => document.documentElement.scrollWidth)).toBe(400);
      await panel.close();
    });
  });

  describe('architecture', () => {
    it('is walked along its edges, in step with the outline', async () => {
      const panel = await openArchitecture(browser);
      const graph = panel.page.getByRole('listbox', { name: 'Graph of the architecture' });
      await graph.focus();
      await panel.page.keyboard.press('ArrowDown');
      const selected = panel.page.locator('.dag [role=option][aria-selected=true]');
      await expect.poll(() => selected.innerText()).toContain('conv 3×3, 8, stem_conv2d');
      await expect
        .poll(() => panel.page.getByRole('treeitem', { selected: true }).innerText())
        .toContain('conv 3×3, 8');
      await panel.close();
    });

    it('comes back after a reload with its node and its colours', async () => {
      const panel = await openArchitecture(browser);
      await panel.page.getByRole('treeitem', { name: /global avg pool/ }).click();
      await panel.page.getByRole('heading', { name: 'global avg pool' }).waitFor();
      await panel.page.reload();
      await panel.page.getByRole('heading', { name: 'global avg pool' }).waitFor();
      await panel.close();
    });

    it('collapses cells and opens one with Enter', async () => {
      const panel = await openArchitecture(browser);
      const before = await panel.page.locator('.dag-node').count();
      await panel.page.getByRole('button', { name: 'Collapse cells' }).click();
      await expect.poll(() => panel.page.locator('.dag-node').count()).toBeLessThan(before / 2);
      const collapsed = await panel.page.locator('.dag-node').count();
      await panel.page.locator('.dag-node[data-id="stage1/cell1"]').click();
      await panel.page.keyboard.press('Enter');
      await expect.poll(() => panel.page.locator('.dag-node').count()).toBeGreaterThan(collapsed);
      await panel.close();
    });

    it('saves a picture that stands alone, as SVG and as PNG', async () => {
      const saved: SavedFile[] = [];
      const panel = await openArchitecture(browser, { saved });
      await panel.page.getByRole('button', { name: 'Save as SVG' }).click();
      await panel.page.getByRole('button', { name: 'Save as PNG' }).click();
      await expect.poll(() => saved.length).toBe(2);
      const [svg, png] = [...saved].sort((a, b) => b.name.localeCompare(a.name));
      expect([svg!.name, png!.name]).toEqual(['trial-12.svg', 'trial-12.png']);
      expect(svg!.content).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="\d+"/);
      expect(svg!.content).not.toContain('var(');
      expect(Buffer.from(png!.content, 'base64').subarray(1, 4).toString()).toBe('PNG');
      expect(panel.complaints).toEqual([]);
      await panel.close();
    });

    it('places a large graph in a worker, within the content policy', async () => {
      const g = new GraphBuilder([4]);
      let x = g.input;
      for (let i = 0; i < 100; i++) x = g.add([g.dense(x, 4), g.activation(x, 'relu')]);
      const panel = await openArchitecture(browser, {
        picture: { ...cellPicture(), nodes: g.build().nodes },
      });
      await panel.page.getByText('301 nodes').waitFor();
      expect(panel.page.workers()).toHaveLength(1);
      expect(panel.complaints).toEqual([]);
      await panel.close();
    });

    it('finds nodes and goes from one to the next', async () => {
      const panel = await openArchitecture(browser);
      await panel.page.getByRole('textbox', { name: 'Search nodes' }).click();
      await panel.page.keyboard.type('dense');
      await panel.page.getByText('1 found').waitFor();
      await panel.page.keyboard.press('Enter');
      await panel.page.getByRole('heading', { name: 'dense 10' }).waitFor();
      await panel.close();
    });
  });

  describe('space', () => {
    it('draws nine candidates, nine others on demand, and the same nine after a reload', async () => {
      const panel = await openSpace(browser);
      const notations = () => panel.page.locator('.sample-notation').allInnerTexts();
      const first = await notations();
      expect(first).toHaveLength(9);
      await panel.page.getByRole('button', { name: 'Sample again' }).click();
      await expect.poll(notations).not.toEqual(first);
      const second = await notations();
      await panel.page.reload();
      await expect.poll(notations).toEqual(second);
      await panel.close();
    });

    it('marks a knob in the table and in the drawing, whichever is picked, also after a reload', async () => {
      const panel = await openSpace(browser);
      const pressed = () => panel.page.locator('.knob-name[aria-pressed="true"]').allInnerTexts();
      const marked = () =>
        panel.page
          .locator('.blueprint .dag-node.marked')
          .evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-id')));
      await panel.page.getByRole('button', { name: 'edge 1->2' }).click();
      await expect.poll(marked).toEqual(['cell1/edge1-2', 'cell2', 'cell3']);
      await panel.page.locator('.blueprint .dag-node[data-id="cell1/edge0-1"]').click();
      await expect.poll(pressed).toEqual(['edge 0->1']);
      await panel.page.reload();
      await expect.poll(pressed).toEqual(['edge 0->1']);
      await expect.poll(marked).toEqual(['cell1/edge0-1', 'cell2', 'cell3']);
      expect(panel.complaints).toEqual([]);
      await panel.close();
    });

    it('opens and closes a box from the keyboard, and remembers it', async () => {
      const panel = await openSpace(browser);
      const boxes = () => panel.page.locator('.blueprint .dag-node').count();
      const before = await boxes();
      const drawing = panel.page.getByRole('listbox', { name: 'Drawing of the space' });
      await drawing.focus();
      await panel.page.keyboard.press('End');
      await panel.page.keyboard.press('Enter');
      await expect.poll(boxes).toBeLessThan(before);
      const after = await boxes();
      await panel.page.reload();
      await expect.poll(boxes).toBe(after);
      await panel.close();
    });

    it('follows an edit: says what has changed, and keeps place, zoom and what is picked', async () => {
      const panel = await openSpace(browser, { shown: { space: chainOf([3]) } });
      const transform = () => panel.page.locator('.blueprint .dag svg > g').getAttribute('transform');
      await panel.page.getByRole('button', { name: 'block1.filters', exact: true }).click();
      await panel.page.getByRole('button', { name: 'Zoom in' }).click();
      const place = await transform();
      panel.peer.emit('space/show', shownSpace({ space: chainOf([3, 5]) }));
      await panel.page.locator('.changes').getByText('added: block1.kernel, block2.kernel').waitFor();
      expect(await panel.page.locator('.changes').innerText()).toBe(
        'Changed: Encodings 144 → 544; Distinct graphs 144 → 544; Knobs 8 → 10; added: block1.kernel, block2.kernel',
      );
      expect(await transform()).toBe(place);
      expect(await panel.page.locator('.knob-name[aria-pressed="true"]').allInnerTexts()).toEqual([
        'block1.filters',
      ]);
      await panel.close();
    });

    it('tells what limits leave of the sample', async () => {
      const constraints = [
        { metric: 'macs', max: 1 },
        { metric: 'latencyMs', max: 2 },
      ];
      const panel = await openSpace(browser, { shown: { space: chainOf([3]), constraints } });
      const limits = panel.page.getByRole('region', { name: 'Effect of the limits' });
      await limits.getByText('no sampled candidate keeps it; the nearest has').waitFor();
      await limits.getByText('only the search can tell how many keep it').waitFor();
      await panel.close();
    });

    it('compares with another space, and does so again after a reload', async () => {
      const panel = await openSpace(browser);
      await panel.page.locator('vscode-dropdown').click();
      await panel.page.getByRole('option', { name: 'chain.nas.json' }).click();
      const text = panel.page.getByText('architectures drawn from digits are in chain.nas.json too.');
      await text.waitFor();
      expect(await seriousFindings(panel.page)).toEqual([]);
      await panel.page.reload();
      await text.waitFor();
      await panel.page.getByRole('button', { name: 'End' }).click();
      await text.waitFor({ state: 'hidden' });
      await panel.close();
    });

    it('orders samples by size, and compares those that are ticked where that is possible', async () => {
      const asked: string[] = [];
      const panel = await openSpace(browser, { asked });
      const sizes = () => panel.page.locator('.sample-words > .numeric').allInnerTexts();
      await panel.page.getByRole('radio', { name: 'Parameters' }).click();
      const numbers = (await sizes()).map((text) => Number.parseFloat(text));
      expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
      await panel.page.locator('.sample vscode-checkbox').nth(0).click();
      await panel.page.locator('.sample vscode-checkbox').nth(3).click();
      await panel.page.getByRole('button', { name: 'Compare', exact: true }).click();
      await expect.poll(() => asked).toEqual(['compare 2']);
      await panel.close();
    });

    it('shows hundreds of knobs by layer, and finds one by its name', async () => {
      const panel = await openSpace(browser, { shown: { space: manyKnobs() }, width: 400 });
      expect(await panel.page.locator('.knob-name').count()).toBe(0);
      expect(await panel.page.locator('.knob-group').count()).toBe(40);
      await panel.page.locator('.blueprint .dag-node[data-id="c1/c1"]').click();
      await expect.poll(() => panel.page.locator('tr.chosen').count()).toBe(4);
      await panel.page.getByRole('textbox', { name: 'Filter knobs' }).fill('c9.kernel');
      await expect.poll(() => panel.page.locator('.knob-name').allInnerTexts()).toEqual(['c9.kernel']);
      const overflow = await panel.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      expect(await seriousFindings(panel.page)).toEqual([]);
      await panel.close();
    });

    it('says that a table of names has nothing to draw', async () => {
      const knobs = [{ name: 'optimizer', values: ['sgd', 'adam'] }];
      const space = createSpace({ kind: 'table', ...{ knobs } }, DIGITS);
      const panel = await openSpace(browser, { shown: { space } });
      await panel.page.getByText('so there is nothing to draw').waitFor();
      expect(await panel.page.locator('.blueprint .dag-node').count()).toBe(0);
      expect(await seriousFindings(panel.page)).toEqual([]);
      await panel.close();
    });

    it('keeps its picture while the file is wrong', async () => {
      const panel = await openSpace(browser);
      panel.peer.emit('space/problem', { message: 'space.kind: expected a kind' });
      await panel.page.getByText('space.kind: expected a kind (what you see is from before)').waitFor();
      expect(await panel.page.locator('.sample').count()).toBe(9);
      await panel.close();
    });
  });
});

const DIGITS = { inputShape: [8, 8, 1], outputUnits: 10 };

function chainOf(kernels: readonly number[]): SearchSpace {
  const options = { minDepth: 1, maxDepth: 2, filters: [4, 8], kernels, heads: ['global-average'] };
  return createSpace({ kind: 'chain-cnn', ...{ ...options, norms: ['batch', 'none'] } }, DIGITS);
}

/** 160 knobs of forty layers. */
function manyKnobs(): SearchSpace {
  const layers = Array.from({ length: 40 }, (_, i) => ({
    kind: 'conv2d',
    name: `c${i}`,
    filters: { choose: [2, 4] },
    kernel: { choose: [1, 3] },
    activation: { choose: ['relu', 'elu'] },
    optional: true,
  }));
  return createSpace({ kind: 'custom', ...{ layers } }, DIGITS);
}

async function selectFromTree(panel: DashboardPanel, trials: readonly number[]): Promise<void> {
  panel.peer.emit('page/select', { trials });
  await panel.page.getByRole('heading', { name: `Trial ${trials.at(-1)!}`, exact: true }).waitFor();
}
