import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSpace } from '../../../src/core/space/catalog';
import type { SearchSpace } from '../../../src/core/space/space';
import { seriousFindings } from '../../support/page-checks';
import { openSpace, shownSpace } from '../../support/panels';
import { chromiumIsThere, launchChromium } from '../../support/webview-page';

describe.skipIf(!chromiumIsThere())('the space panel in Chromium', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium();
  });

  afterAll(() => browser.close());

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
    // One outline a node: of the edge, and of the two cells that repeat it.
    const marked = async () => {
      const outlines = await panel.page.locator('.blueprint .dag-over-marked').getAttribute('d');
      return (outlines ?? '').split('M').length - 1;
    };
    await panel.page.getByRole('button', { name: 'edge 1->2' }).click();
    await expect.poll(marked).toBe(3);
    await panel.page.locator('.blueprint .dag-node[data-id="cell1/edge0-1"]').click();
    await expect.poll(pressed).toEqual(['edge 0->1']);
    await panel.page.reload();
    await expect.poll(pressed).toEqual(['edge 0->1']);
    await expect.poll(marked).toBe(3);
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
