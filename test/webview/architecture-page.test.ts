import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ArchitecturePicture } from '../../src/protocol/panel-protocol';
import { bigPicture } from '../support/big-architecture';
import { openArchitecture } from '../support/panels';
import { chromiumIsThere, launchChromium } from '../support/webview-page';

let browser: Browser;

describe.skipIf(!chromiumIsThere())('an architecture in Chromium', () => {
  beforeAll(async () => {
    browser = await launchChromium();
  });

  afterAll(() => browser.close());

  it('is looked at from where it was after each edit of its file', async () => {
    const picture = bigPicture(5);
    const panel = await openArchitecture(browser, { picture, isEditor: true });
    const { page } = panel;
    await page.locator('.outline-row[data-id=head]').click();
    await page.getByRole('treeitem', { name: /^dense 10/ }).click();
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await page.getByRole('button', { name: 'Zoom in' }).click();
    const before = [await placeOf(page), await rowsOf(page)];
    panel.peer.emit('architecture/show', { picture: widened(picture), isEditor: true });
    await page.locator('.dag [role=option]', { hasText: 'dense 11' }).waitFor({ state: 'attached' });
    expect([await placeOf(page), await rowsOf(page)]).toEqual(before);
    await page.reload();
    await page.getByRole('treeitem', { name: /^dense 10/ }).waitFor();
    expect(await rowsOf(page)).toBe(before[1]);
    await panel.close();
  });

  it('says the numbers of what is selected, whether it is drawn or not', async () => {
    const panel = await openArchitecture(browser);
    const { page } = panel;
    await page.getByRole('treeitem', { name: /^dense 10/ }).click();
    await page.locator('.outline-row[data-id=stage1]').click();
    expect(await detailsOf(page)).toMatch(/^stage1\nNodes\n\d+\n/);

    await page.locator('.outline-row[data-id=stage1]').click();
    await page.getByRole('button', { name: 'Collapse cells' }).click();
    await page.locator('.dag-node[data-id="stage1/cell1"]').waitFor();
    await page.locator('.outline-row.node[data-id^="stage1_cell1"]').first().click();
    expect(await detailsOf(page)).toMatch(/\nName\nstage1_cell1/);
    expect(await page.locator('.dag [role=option]').innerText()).toContain('stage1/cell1');
    await panel.close();
  });

  it('goes on after a reload from the match that was gone to last', async () => {
    const panel = await openArchitecture(browser);
    const { page } = panel;
    await page.getByRole('textbox', { name: 'Search nodes' }).fill('relu');
    const before = [await nextFound(page), await nextFound(page)];
    await page.getByRole('treeitem', { name: /^dense 10/ }).click();
    await page.reload();
    await page.getByText(/^\d+ found$/).waitFor();
    await page.getByRole('heading', { name: 'dense 10' }).waitFor();
    expect(before).not.toContain(await nextFound(page));
    await panel.close();
  });

  it('goes by a link to a node that is outside the cell in sight', async () => {
    const panel = await openArchitecture(browser);
    const { page } = panel;
    await page.getByRole('radio', { name: 'One cell' }).click();
    await page.locator('.outline-row[data-id=stem]').waitFor();
    await page.getByRole('treeitem', { name: /^global avg pool/ }).click();
    expect(await detailsOf(page)).toMatch(/^global avg pool\n/);
    await page.locator('.details').getByRole('button').last().click();
    await page.getByRole('treeitem', { name: /^dense 10/, selected: true }).waitFor();
    expect(await detailsOf(page)).toMatch(/^dense 10\n/);
    await panel.close();
  });
});

/** The same architecture after an edit: its head is wider by a unit. */
function widened(picture: ArchitecturePicture): ArchitecturePicture {
  const nodes = picture.nodes.map((node) =>
    node.operation.kind === 'dense' ? { ...node, operation: { ...node.operation, units: 11 } } : node,
  );
  return { ...picture, nodes };
}

function placeOf(page: Page): Promise<string | null> {
  return page.locator('.dag > svg > g').first().getAttribute('transform');
}

function rowsOf(page: Page): Promise<number> {
  return page.getByRole('treeitem').count();
}

/** Title and lines of the card of the selected node. */
async function detailsOf(page: Page): Promise<string> {
  const texts = await page.locator('.side-details :is(h2, dt, dd)').allInnerTexts();
  return texts.join('\n');
}

async function nextFound(page: Page): Promise<string> {
  await page.getByRole('textbox', { name: 'Search nodes' }).press('Enter');
  return page.locator('.dag [role=option][aria-selected=true]').innerText();
}
