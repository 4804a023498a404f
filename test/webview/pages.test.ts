import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../src/core/graph/graph-builder';
import type { JournalEvent } from '../../src/core/journal/event';
import { fakeRun } from '../support/fake-run';
import { rowsAre, seriousFindings, shownText } from '../support/page-checks';
import { cellPicture, openArchitecture, openDashboard, openSpace } from '../support/panels';
import type { DashboardPanel, SavedFile } from '../support/panels';
import { chromiumIsThere, launchChromium, THEMES } from '../support/webview-page';

const there = chromiumIsThere();
if (!there) console.log('skipped: the pages need Chromium (set CHROMIUM to its path)');

const RUN = fakeRun({ trials: 24, running: 2, failEvery: 9, budget: 60 });

let browser: Browser;

describe.skipIf(!there)('pages in Chromium', () => {
  beforeAll(async () => {
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
      await panel.page.getByText('301 nodes', { exact: true }).waitFor();
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
});

async function selectFromTree(panel: DashboardPanel, trials: readonly number[]): Promise<void> {
  panel.peer.emit('page/select', { trials });
  await panel.page.getByRole('heading', { name: `Trial ${trials.at(-1)!}`, exact: true }).waitFor();
}
