import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rowsAre, seriousFindings } from '../support/page-checks';
import { fakeRun } from '../support/fake-run';
import { openDashboard } from '../support/panels';
import type { DashboardPanel } from '../support/panels';
import { chromiumIsThere, launchChromium, THEMES } from '../support/webview-page';

const there = chromiumIsThere();
if (!there) console.log('skipped: the dashboard needs Chromium (set CHROMIUM to its path)');

const RUN = fakeRun({ trials: 24, running: 2, failEvery: 9, budget: 60 });

let browser: Browser;

describe.skipIf(!there)('the dashboard in Chromium', () => {
  beforeAll(async () => {
    browser = await launchChromium();
  });

  afterAll(() => browser.close());

  it('selects what a rectangle is drawn around, and shows it in every view', async () => {
    const panel = await openDashboard(browser, () => RUN);
    const told = selections(panel);
    await drag(panel, panel.page.locator('.plot').nth(0), [0.1, 0], [0.6, 1]);
    await expect.poll(() => told.at(-1)?.length ?? 0).toBeGreaterThan(4);
    const first = told.at(-1)!;
    await panel.page.getByText(`${first.length} trials selected`).first().waitFor();
    await drag(panel, panel.page.locator('.plot').nth(0), [0.6, 0], [0.99, 1], 'Shift');
    await expect.poll(() => told.at(-1)!.length).toBeGreaterThan(first.length);
    await panel.page.getByRole('button', { name: 'Show selected trials only' }).click();
    await expect.poll(() => rowCount(panel)).toBe(told.at(-1)!.length);

    await panel.page.locator('.plot').nth(0).focus();
    await panel.page.keyboard.press('Escape');
    await expect.poll(() => told.at(-1)).toEqual([]);
    // No table of nothing is left.
    await expect.poll(() => rowCount(panel)).toBe(24);
    await panel.page.keyboard.press('f');
    expect(await panel.state()).toMatchObject({ ui: { selectedOnly: false } });
    await panel.close();
  });

  it('selects many with the keyboard, in a chart and in the table', async () => {
    const panel = await openDashboard(browser, () => RUN);
    const told = selections(panel);
    const { keyboard } = panel.page;
    await panel.page.locator('.plot').nth(0).focus();
    await keyboard.press('Home');
    for (let i = 0; i < 3; i++) await keyboard.press('Shift+ArrowRight');
    await expect.poll(() => told.at(-1)?.length).toBe(4);
    await keyboard.press('Control+a');
    await expect.poll(() => told.at(-1)?.length).toBe(20);

    await panel.page.getByRole('grid').focus();
    await keyboard.press('Control+Home');
    await keyboard.press('Space');
    await keyboard.press('Shift+ArrowDown');
    await keyboard.press('Shift+ArrowDown');
    await expect.poll(() => told.at(-1)).toEqual([23, 22, 21]);
    await keyboard.press('Shift+ArrowUp');
    await expect.poll(() => told.at(-1)).toEqual([23, 22]);
    await panel.close();
  });

  it('keeps thousands selected', async () => {
    const many = fakeRun({ trials: 4000, epochs: 0 });
    const panel = await openDashboard(browser, () => many);
    const told = selections(panel);
    await rowsAre(panel.page, many);
    await panel.page.getByRole('grid').focus();
    await panel.page.keyboard.press('Control+a');
    await expect.poll(() => told.at(-1)?.length).toBe(4000);
    await panel.page.getByText('4,000 trials selected').waitFor();
    await panel.page.reload();
    await panel.page.getByText('4,000 trials selected').waitFor();
    expect(await panel.page.getByRole('row').count()).toBeLessThan(100);
    await panel.close();
  });

  it('filters by an expression, says what is wrong with one, and completes columns', async () => {
    const panel = await openDashboard(browser, () => RUN);
    const filter = panel.page.getByRole('combobox', { name: 'Filter trials' });
    await filter.click();
    await panel.page.keyboard.type('stat');
    await panel.page.keyboard.press('ArrowDown');
    await panel.page.keyboard.press('Enter');
    expect(await filter.inputValue()).toBe('status ');
    await panel.page.keyboard.type('= failed');
    await expect.poll(() => rowCount(panel)).toBe(2);
    // At once: `… and nothing` is a right filter too, and a slow machine draws it.
    await panel.page.keyboard.insertText(' and nothing > 1');
    await panel.page.getByText('Character 21: There is no column nothing').waitFor();
    expect(await filter.getAttribute('aria-invalid')).toBe('true');
    // The last right filter holds.
    expect(await rowCount(panel)).toBe(2);
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });

  it('sorts by several columns, and says so', async () => {
    const panel = await openDashboard(browser, () => RUN);
    const header = (name: string) => panel.page.getByRole('columnheader', { name, exact: true });
    await header('Status').click();
    await header('MACs').click({ modifiers: ['Shift'] });
    await expect.poll(() => header('MACs').getAttribute('aria-sort')).toBe('ascending');
    expect(await header('Status').getAttribute('aria-sort')).toBe('ascending');
    expect(await header('MACs').locator('.grid-sort').innerText()).toBe('▲2');
    await panel.close();
  });

  it('filters, hides and moves columns, and comes back with all that after a reload', async () => {
    const panel = await openDashboard(browser, () => RUN);
    const header = (name: string) => panel.page.getByRole('columnheader', { name, exact: true });
    await panel.page.getByRole('grid').focus();
    for (const key of ['Control+Home', 'ArrowUp', 'ArrowRight', 'Alt+ArrowDown']) {
      await panel.page.keyboard.press(key);
    }
    await panel.page.getByRole('dialog', { name: 'Column' }).getByLabel('measured').uncheck();
    await panel.page.getByText('4 of 24 trials').waitFor();
    await panel.page.keyboard.press('Escape');
    await panel.page.getByRole('button', { name: 'Choose columns' }).click();
    await panel.page.getByRole('checkbox', { name: 'Validation loss', exact: true }).uncheck();
    await panel.page.getByRole('button', { name: 'Move MACs up' }).click();
    await panel.page.keyboard.press('Escape');
    const check = async (): Promise<void> => {
      await panel.page.getByText('4 of 24 trials').waitFor();
      await expect.poll(() => header('Validation loss').count()).toBe(0);
      await expect.poll(() => header('MACs').getAttribute('aria-colindex')).toBe('3');
    };
    await check();
    await panel.page.reload();
    await check();
    await panel.close();
  });

  it('keeps an open popover, a half-typed filter and a selection of text while rows come', async () => {
    const panel = await openDashboard(browser, () => RUN.slice(0, 60));
    await panel.page.getByRole('combobox', { name: 'Filter trials' }).click();
    await panel.page.keyboard.type('status = ');
    // The completions; the half-typed filter stays.
    await panel.page.keyboard.press('Escape');
    await panel.page.getByRole('columnheader', { name: 'MACs', exact: true }).hover();
    await panel.page.getByRole('button', { name: 'Filter or hide MACs' }).click();
    const from = panel.page.getByRole('textbox', { name: 'MACs from' });
    await from.click();
    await panel.page.keyboard.type('1');
    await panel.page.evaluate(() => getSelection()!.selectAllChildren(document.querySelector('h1')!));
    panel.peer.emit('run/append', { generation: 1, seq: 1, events: RUN.slice(60) });
    await panel.page.getByText('of 24 trials').waitFor();
    expect(await panel.page.evaluate(() => String(getSelection()))).toContain('digits');
    expect(await from.inputValue()).toBe('1');
    expect(await from.isVisible()).toBe(true);
    expect(await panel.page.getByRole('combobox', { name: 'Filter trials' }).inputValue()).toBe('status = ');
    await panel.close();
  });

  it('keeps stars, pins and notes with the host, and shows what comes back', async () => {
    const asked: string[] = [];
    const panel = await openDashboard(browser, () => RUN, { asked });
    await select(panel, [12]);
    await panel.page.keyboard.press('s');
    await panel.page.keyboard.press('n');
    await panel.page.keyboard.type('odd stem');
    panel.peer.emit('run/annotations', { trials: [[12, { starred: true, pinned: true, note: 'old' }]] });
    await panel.page.locator('.grid-pins').getByText('12', { exact: true }).waitFor();
    // What is being typed stays.
    expect(await panel.page.getByRole('textbox', { name: 'Note on this trial' }).inputValue()).toBe(
      'odd stem',
    );
    await panel.page.keyboard.press('Escape');
    await expect
      .poll(() => asked)
      .toEqual(['trial/annotate 12 {"starred":true}', 'trial/annotate 12 {"note":"odd stem"}']);
    await panel.close();
  });

  it('groups failed trials by reason, and shows one group', async () => {
    const asked: string[] = [];
    const panel = await openDashboard(browser, () => RUN, { asked });
    await panel.page.getByRole('button', { name: 'Failed trials by reason' }).click();
    await panel.page
      .getByRole('button', { name: /diverged: the loss is not a number after epoch #/ })
      .click();
    await expect.poll(() => rowCount(panel)).toBe(2);
    await panel.page.getByRole('gridcell', { name: 'failed: diverged' }).first().click();
    await panel.page.getByRole('button', { name: 'Measure again' }).click();
    await panel.page.getByRole('button', { name: 'Open log' }).click();
    await expect.poll(() => asked).toEqual(['trial/rerun 17', 'run/log']);
    await panel.close();
  });

  it('asks for more budget, a candidate and other views, and for no change in an untrusted workspace', async () => {
    const asked: string[] = [];
    const panel = await openDashboard(browser, () => RUN, { asked });
    const extend = panel.page.getByRole('button', { name: 'Give this run more budget' });
    await extend.click();
    await panel.page.getByRole('button', { name: 'Have a candidate of your own measured next' }).click();
    await panel.page.getByRole('button', { name: /^What the trials say together/ }).click();
    await panel.page.getByRole('button', { name: 'Write this run as one HTML file' }).click();
    await expect.poll(() => asked).toEqual(['run/extend', 'run/enqueue', 'run/insight', 'run/report']);
    panel.peer.emit('run/liveness', { liveness: 'live', canRun: false });
    await expect.poll(() => extend.isDisabled()).toBe(true);
    await panel.close();
  });

  it('tells where a candidate came from and what changed', async () => {
    const panel = await openDashboard(browser, () => RUN);
    await select(panel, [20]);
    const origin = panel.page.locator('.origin');
    await expect.poll(() => origin.innerText()).toMatch(/Why\s+Changed from its parent: /);
    await expect.poll(() => origin.locator('.changes').first().innerText()).toMatch(/^edge .* → /);
    await panel.close();
  });

  it('shows the hypervolume with its reference, and zooms', async () => {
    const panel = await openDashboard(browser, () => RUN);
    const plot = panel.page.locator('.plot').first();
    await panel.page.getByRole('combobox', { name: 'What is shown over time' }).click();
    await panel.page.getByRole('option', { name: 'Hypervolume' }).click();
    await expect
      .poll(() => plot.getAttribute('aria-label'))
      .toContain('Hypervolume of validation accuracy and macs');
    await panel.page.getByText(/^reference /).waitFor();
    await plot.focus();
    await panel.page.keyboard.press('+');
    await panel.page.getByText('Zoomed in, 0 shows all').waitFor();
    await panel.page.reload();
    await panel.page.getByText('Zoomed in, 0 shows all').waitFor();
    await plot.focus();
    await panel.page.keyboard.press('0');
    await expect.poll(() => panel.page.getByText('Zoomed in, 0 shows all').count()).toBe(0);
    await panel.close();
  });

  it('copies rows, and saves all columns', async () => {
    const asked: string[] = [];
    const saved: { readonly name: string; readonly content: string }[] = [];
    const panel = await openDashboard(browser, () => RUN, { asked, saved });
    await select(panel, [3, 4]);
    const more = panel.page.getByRole('button', { name: 'Copy or save trials' });
    await more.click();
    await panel.page.getByRole('button', { name: 'Copy 2 rows as Markdown' }).click();
    await more.click();
    await panel.page.getByRole('button', { name: /^Save \d+ trials as CSV/ }).click();
    await expect.poll(() => saved.length).toBe(1);
    expect(asked.filter((request) => request.startsWith('text/copy | Trial |'))).toHaveLength(1);
    expect([saved[0]!.name, saved[0]!.content.split('\r\n').length]).toEqual(['digits-trials.csv', 26]);
    await panel.close();
  });

  it.each(THEMES)('has no serious accessibility finding with its dialogs open in %s', async (theme) => {
    const panel = await openDashboard(browser, () => RUN, { theme });
    await select(panel, [3, 8, 12]);
    panel.peer.emit('run/annotations', { trials: [[12, { starred: true, pinned: true, note: 'odd' }]] });
    await panel.page.locator('.grid-pins').getByText('12', { exact: true }).waitFor();
    expect(await seriousFindings(panel.page)).toEqual([]);
    await panel.page.getByRole('button', { name: 'Choose columns' }).click();
    expect(await seriousFindings(panel.page)).toEqual([]);
    await panel.page.keyboard.press('Escape');
    await panel.page.keyboard.press('?');
    await panel.page.getByRole('dialog', { name: 'Keys' }).waitFor();
    expect(await seriousFindings(panel.page)).toEqual([]);
    // The key that opened the sheet closes it, though it has the focus.
    await panel.page.keyboard.press('?');
    await panel.page.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'hidden' });
    await panel.page.getByRole('combobox', { name: 'Filter trials' }).click();
    await panel.page.keyboard.type('macs > x');
    await panel.page.getByText('Expected a number such as 1M').waitFor();
    expect(await seriousFindings(panel.page)).toEqual([]);
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });
});

/** What the page told the host of its selection, newest last. */
function selections(panel: DashboardPanel): (readonly number[])[] {
  const told: (readonly number[])[] = [];
  panel.peer.on('page/selected', ({ trials }) => told.push(trials));
  return told;
}

async function select(panel: DashboardPanel, trials: readonly number[]): Promise<void> {
  panel.peer.emit('page/select', { trials });
  await panel.page.getByRole('heading', { name: `Trial ${trials.at(-1)!}`, exact: true }).waitFor();
}

async function rowCount(panel: DashboardPanel): Promise<number> {
  return Number(await panel.page.getByRole('grid').getAttribute('aria-rowcount')) - 1;
}

/** Between two places of the chart, as shares of its width and height. */
async function drag(
  { page }: DashboardPanel,
  plot: Locator,
  from: readonly [number, number],
  to: readonly [number, number],
  key?: string,
): Promise<void> {
  const box = (await plot.boundingBox())!;
  const at = ([x, y]: readonly [number, number]) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(from));
  if (key !== undefined) await page.keyboard.down(key);
  await page.mouse.down();
  await page.mouse.move(...at(to), { steps: 3 });
  await page.mouse.up();
  if (key !== undefined) await page.keyboard.up(key);
}
