import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSpace } from '../../../src/core/space/catalog';
import type { SearchSpace } from '../../../src/core/space/space';
import { sampleNine } from '../../../src/core/space/space-picture';
import type { SpaceSample } from '../../../src/core/space/space-picture';
import { RUN_SPACE } from '../../support/fake-run';
import { openSpace, shownSpace } from '../../support/panels';
import { chromiumIsThere, launchChromium } from '../../support/webview-page';

describe.skipIf(!chromiumIsThere())('the space panel, as time goes on', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium();
  });

  afterAll(() => browser.close());

  it('keeps ticks and opened groups of knobs over a reload', async () => {
    const panel = await openSpace(browser, { shown: { space: manyKnobs(40) } });
    const ticked = () => panel.page.locator('.sample vscode-checkbox[aria-checked="true"]').count();
    await panel.page.locator('.sample vscode-checkbox').nth(1).click();
    await panel.page.locator('.sample vscode-checkbox').nth(4).click();
    await panel.page.locator('[data-group="c3"]').click();
    await panel.page.getByRole('button', { name: 'c3.kernel', exact: true }).waitFor();
    await panel.page.reload();
    await panel.page.getByRole('button', { name: 'c3.kernel', exact: true }).waitFor();
    await expect.poll(ticked).toBe(2);
    expect(await panel.page.getByRole('button', { name: 'Compare', exact: true }).isEnabled()).toBe(true);
    await panel.close();
  });

  it('has fewer than 100 rows of knobs in the document, and reaches the last', async () => {
    const panel = await openSpace(browser, { shown: { space: manyKnobs(120) } });
    const { page } = panel;
    const most = () => page.locator('.knob-table tr').count();
    // Every group is open while a filter is there.
    await page.getByRole('textbox', { name: 'Filter knobs' }).fill('c');
    await page.getByText('480 knobs').waitFor();
    expect(await most()).toBeLessThan(100);
    const scroller = page.getByRole('region', { name: 'Table of knobs' });
    for (const share of [0.3, 0.6, 1]) {
      await scroller.evaluate((element, to) => (element.scrollTop = to * element.scrollHeight), share);
      await page.evaluate(() => new Promise(requestAnimationFrame));
      expect(await most()).toBeLessThan(100);
    }
    await page.getByRole('button', { name: 'c119.kernel', exact: true }).waitFor();
    expect(await page.locator('.knob-table').getAttribute('aria-rowcount')).toBe('601');
    // What the drawing picks is brought into sight from anywhere.
    await page.locator('.blueprint .dag-node[data-id="c1/c1"]').click();
    await page.locator('tr.chosen').getByRole('button', { name: 'c1.kernel', exact: true }).waitFor();
    await panel.close();
  });

  it('says that there are new candidates to who has asked for them, and not at an edit', async () => {
    const panel = await openSpace(browser);
    const said = await hear(panel.page);
    await panel.page.getByRole('button', { name: 'Sample again' }).click();
    await expect.poll(said).toEqual(['Nine new candidates']);
    panel.peer.emit('space/show', shownSpace({ space: manyKnobs(3) }));
    panel.peer.emit('space/show', shownSpace({ space: manyKnobs(4) }));
    // Both edits are told as one, from what was there before.
    await expect.poll(async () => (await said()).length, { timeout: 10_000 }).toBe(2);
    const [, edited] = await said();
    expect(edited).toMatch(/Knobs \d+ → 16/);
    await panel.close();
  });

  it('drops samples that a newer question has overtaken', async () => {
    const answers: ((samples: readonly SpaceSample[]) => void)[] = [];
    const panel = await openSpace(browser, { sample: () => new Promise((resolve) => answers.push(resolve)) });
    const first = () => panel.page.locator('.sample-notation').first().innerText();
    await panel.page.getByRole('button', { name: 'Sample again' }).click();
    await expect.poll(() => answers.length).toBe(1);
    panel.peer.emit('space/show', shownSpace({ space: RUN_SPACE, title: 'edited' }));
    await expect.poll(() => answers.length).toBe(2);
    const [older, newer] = [sampleNine(RUN_SPACE, 40), sampleNine(RUN_SPACE, 50)];
    answers[1]!(newer);
    await expect.poll(first).toBe(newer[0]!.notation);
    answers[0]!(older);
    await panel.page.getByRole('button', { name: 'Sample again' }).click();
    await expect.poll(() => answers.length).toBe(3);
    expect(await first()).toBe(newer[0]!.notation);
    await panel.close();
  });
});

/** What the page tells screen readers from now on. */
async function hear(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(() => {
    const region = document.querySelector('.visually-hidden[role=status]')!;
    const said: string[] = [];
    new MutationObserver(() => said.push(region.textContent)).observe(region, { childList: true });
    Object.assign(window, { said });
  });
  return () => page.evaluate(() => [...(window as unknown as { said: readonly string[] }).said]);
}

/** Four knobs a layer. */
function manyKnobs(nLayers: number): SearchSpace {
  const layers = Array.from({ length: nLayers }, (_, i) => ({
    kind: 'conv2d',
    name: `c${i}`,
    filters: { choose: [2, 4] },
    kernel: { choose: [1, 3] },
    activation: { choose: ['relu', 'elu'] },
    optional: true,
  }));
  return createSpace({ kind: 'custom', ...{ layers } }, { inputShape: [8, 8, 1], outputUnits: 10 });
}
