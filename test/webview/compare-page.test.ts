import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { comparePicture } from '../support/compare-picture';
import { seriousFindings } from '../support/page-checks';
import { openCompare } from '../support/panels';
import type { SavedFile } from '../support/panels';
import { chromiumIsThere, launchChromium, THEMES } from '../support/webview-page';

const there = chromiumIsThere();
if (!there) console.log('skipped: the page needs Chromium (set CHROMIUM to its path)');

const PICTURE = comparePicture(6);
const NONE = { ...PICTURE, groups: [] };
const ONE = {
  ...PICTURE,
  groups: [{ ...PICTURE.groups[0]!, members: PICTURE.groups[0]!.members.slice(0, 1) }],
};

/** One search of the first group finds nothing that keeps the constraints until late. */
const LATE = withoutFirstBests({
  ...PICTURE,
  groups: PICTURE.groups.map((group) => ({ ...group, constraints: [] })),
});

let browser: Browser;

describe.skipIf(!there)('the compare page', () => {
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  it.each(THEMES)('has no serious accessibility finding in %s', async (theme) => {
    const panel = await openCompare(browser, () => PICTURE, { theme });
    await panel.page.getByRole('table', { name: 'Groups' }).waitFor();
    expect(await seriousFindings(panel.page)).toEqual([]);
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });

  it('says what there is to see when nothing is chosen, for one run, and for a problem', async () => {
    const none = await openCompare(browser, () => NONE);
    await none.page.getByText('Nothing is chosen.').waitFor();
    none.peer.emit('compare/problem', { message: 'The comparison has not begun yet' });
    await none.page.getByRole('alert').getByText('has not begun').waitFor();
    await none.close();
    const one = await openCompare(browser, () => ONE);
    await one.page.getByText('There is one group: choose runs of another experiment').waitFor();
    await one.close();
  });

  it('names no leader where the best means are the same', async () => {
    const [group] = PICTURE.groups;
    const twin = { ...PICTURE, groups: [group!, { ...group!, id: '1', name: 'twin' }] };
    const panel = await openCompare(browser, () => twin);
    await panel.page
      .getByText(new RegExp(`these share the best mean, .*: ${group!.name}, twin`))
      .first()
      .waitFor();
    await panel.close();
  });

  it('hides a group by its legend, and lights one in chart, legend and table', async () => {
    const panel = await openCompare(browser, () => PICTURE);
    const entry = panel.page.getByRole('button', { name: 'random' });
    await entry.click();
    await expect.poll(() => entry.getAttribute('aria-pressed')).toBe('false');
    await entry.focus();
    expect(await panel.page.locator('tr.lit').innerText()).toContain('random');
    await panel.page.reload();
    await expect
      .poll(() => panel.page.getByRole('button', { name: 'random' }).getAttribute('aria-pressed'))
      .toBe('false');
    await panel.close();
  });

  it('says what dots are, only while a line in sight has some', async () => {
    const panel = await openCompare(browser, () => LATE);
    const note = panel.page.getByText('Dotted: some searches have no value yet');
    await note.waitFor();
    await panel.page.getByRole('button', { name: 'random' }).click();
    await note.waitFor({ state: 'hidden' });
    await panel.close();
  });

  it('asks for a report of what is compared, where there can be one', async () => {
    const asked: string[] = [];
    const panel = await openCompare(browser, () => PICTURE, { asked });
    await panel.page.getByRole('button', { name: 'Export Report' }).click();
    await expect.poll(() => asked).toEqual(['export report']);
    await panel.close();
    const none = await openCompare(browser, () => ({ ...NONE, canExport: false }));
    expect(await none.page.getByRole('button', { name: 'Export Report' }).isVisible()).toBe(false);
    await none.close();
  });

  it('compares at another budget, by another metric, along time, and keeps the choice', async () => {
    const panel = await openCompare(browser, () => PICTURE);
    const field = panel.page.getByRole('spinbutton', { name: 'Budget at which groups are compared' });
    await field.fill('12');
    await field.press('Enter');
    await panel.page.getByRole('heading', { name: 'After 12 evaluations' }).waitFor();
    await panel.page.getByRole('radio', { name: 'Running time' }).click();
    await panel.page.getByRole('heading', { name: /After .* s/ }).waitFor();
    expect(await panel.page.getByRole('radio', { name: 'Simulated time' }).count()).toBe(0);
    await panel.close();
  });

  it('follows a run that goes on', async () => {
    const [group] = PICTURE.groups;
    const [member] = group!.members;
    const short = {
      ...member!,
      record: {
        ...member!.record,
        nTrials: 10,
        seconds: member!.record.seconds!.slice(0, 10),
        repeats: [],
        failures: [],
      },
      isRunning: true,
    };
    const start = {
      ...PICTURE,
      groups: [{ ...group!, members: [short, ...group!.members.slice(1)] }, ...PICTURE.groups.slice(1)],
    };
    const panel = await openCompare(browser, () => start);
    await panel.page.getByRole('heading', { name: 'After 10 evaluations' }).waitFor();
    panel.peer.emit('compare/members', {
      subtitle: '12 runs',
      members: [{ group: group!.id, member: member! }],
    });
    await panel.page.getByRole('heading', { name: 'After 60 evaluations' }).waitFor();
    await panel.close();
  });

  it('comes back from a reload with its metric, its axis, its band, its budget and its groups', async () => {
    const panel = await openCompare(browser, () => PICTURE);
    const { page } = panel;
    await page.getByRole('radio', { name: 'Running time' }).click();
    await page.getByRole('radio', { name: 'Median and quartiles' }).click();
    await page.getByRole('combobox', { name: 'Metric' }).click();
    await page.getByRole('option', { name: 'Latency' }).click();
    await page.getByText('Latency of the best so far, by running time').waitFor();
    const field = page.getByRole('spinbutton', { name: 'Budget at which groups are compared' });
    await field.fill('90');
    await field.press('Enter');
    await page.getByRole('heading', { name: 'After 1 min 30 s' }).waitFor();
    const random = page.getByRole('button', { name: 'random' });
    await random.click();
    await expect.poll(() => random.getAttribute('aria-pressed')).toBe('false');
    await page.mouse.move(0, 0);
    await page.locator('body').click({ position: { x: 2, y: 2 } });
    const before = await seen(page);
    await page.reload();
    await expect.poll(() => seen(page)).toEqual(before);
    await panel.close();
  });

  it('shows the same whether searches came one after the other or at once', async () => {
    const none = { ...PICTURE, groups: PICTURE.groups.map((group) => ({ ...group, members: [] })) };
    const streamed = await openCompare(browser, () => none);
    await streamed.page.getByText('No candidate has been measured yet').waitFor();
    for (const { id, members } of PICTURE.groups)
      for (const member of members)
        streamed.peer.emit('compare/members', { subtitle: '12 runs', members: [{ group: id, member }] });
    const fresh = await openCompare(browser, () => PICTURE);
    await fresh.page.getByRole('table', { name: 'Groups' }).waitFor();
    await expect.poll(() => seen(streamed.page)).toEqual(await seen(fresh.page));
    await streamed.close();
    await fresh.close();
  });

  it('tells values along the curves by arrow keys', async () => {
    const panel = await openCompare(browser, () => PICTURE);
    await panel.page.locator('.plot').focus();
    await panel.page.keyboard.press('End');
    await expect.poll(() => panel.page.locator('.compare-tip').innerText()).toContain('after 60 evaluations');
    await expect.poll(() => panel.page.getByRole('status').innerText()).toContain('random');
    await panel.close();
  });

  it('leaves with the curves as CSV, SVG and PNG and with the table', async () => {
    const saved: SavedFile[] = [];
    const asked: string[] = [];
    const panel = await openCompare(browser, () => PICTURE, { saved, asked });
    await panel.page.getByRole('button', { name: 'Save curves as CSV' }).click();
    await panel.page.getByRole('button', { name: 'Save chart as SVG' }).click();
    await panel.page.getByRole('button', { name: 'Save chart as PNG' }).click();
    await panel.page.getByRole('button', { name: 'Copy table' }).click();
    await expect.poll(() => [saved.length, asked.length]).toEqual([3, 1]);
    const csv = saved.find(({ name }) => name === 'curves.csv')!.content;
    expect(csv.split('\n').slice(0, 1)).toEqual(['group,evaluations,n,mean,standardError,q1,median,q3']);
    expect(csv.trimEnd().split('\n')).toHaveLength(1 + 2 * 60);
    const png = saved.find(({ name }) => name === 'curves.png')!.content;
    expect(Buffer.from(png, 'base64').subarray(1, 4).toString()).toBe('PNG');
    const svg = saved.find(({ name }) => name === 'curves.svg')!.content;
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="\d+" height="\d+"/);
    expect(svg).not.toMatch(/var\(|NaN|undefined/);
    expect(svg.match(/>(random|genetic)<\/text>/g)).toHaveLength(2);
    expect(asked[0]).toMatch(/^copy Group\tMean\t/);
    await panel.close();
  });

  it('has nothing wider than a column of 400 pixels', async () => {
    const panel = await openCompare(browser, () => PICTURE, { width: 400 });
    await panel.page.getByRole('table', { name: 'Groups' }).waitFor();
    expect(await panel.page.evaluate(() => document.documentElement.scrollWidth)).toBe(400);
    await panel.close();
  });
});

/** All that can be read, and what is drawn. */
async function seen(page: Page): Promise<{ text: string; choices: (string | null)[]; pixels: string }> {
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
  return page.evaluate(() => ({
    text: document.getElementById('app')?.innerText ?? '',
    choices: [...document.querySelectorAll('[aria-checked], [aria-pressed]')].map(
      (element) => element.getAttribute('aria-checked') ?? element.getAttribute('aria-pressed'),
    ),
    pixels: document.querySelector('canvas')!.toDataURL(),
  }));
}

function withoutFirstBests(picture: typeof PICTURE): typeof PICTURE {
  const [first, ...groups] = picture.groups;
  const [late, ...members] = first!.members;
  const bests = late!.record.bests.slice(-1);
  return {
    ...picture,
    groups: [
      { ...first!, members: [{ ...late!, record: { ...late!.record, bests } }, ...members] },
      ...groups,
    ],
  };
}
