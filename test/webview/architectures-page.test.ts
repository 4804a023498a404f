import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  ArchitecturesHostOffer,
  ArchitecturesPageOffer,
} from '../../src/protocol/architectures-protocol';
import { bigPicture } from '../support/big-architecture';
import { seriousFindings } from '../support/page-checks';
import { openArchitecture, openArchitectures } from '../support/panels';
import type { SavedFile } from '../support/panels';
import { architecturePictures } from '../support/three-architectures';
import { denseBlock } from '../support/undivided-networks';
import { chromiumIsThere, launchChromium, openPanel, THEMES } from '../support/webview-page';

const PICTURES = architecturePictures();

let browser: Browser;

describe.skipIf(!chromiumIsThere())('architectures in Chromium', () => {
  beforeAll(async () => {
    browser = await launchChromium();
  });

  afterAll(() => browser.close());

  it.each(THEMES)('have no serious accessibility finding in %s', async (theme) => {
    const panel = await openArchitectures(browser, PICTURES, { theme });
    await panel.page.getByRole('listbox', { name: /Graph of A/ }).focus();
    expect(await seriousFindings(panel.page)).toEqual([]);
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });

  it('are selected together, by a difference in the list too', async () => {
    const panel = await openArchitectures(browser, PICTURES);
    await panel.page.getByRole('button', { name: 'conv 3×3 → conv 5×5 in block2' }).click();
    const selected = panel.page.locator('.dag [role=option][aria-selected=true]');
    await expect.poll(() => selected.count()).toBe(3);
    expect(await selected.nth(1).innerText()).toContain('was conv 3×3, 16');
    await panel.page.getByRole('button', { name: 'Next difference' }).click();
    await expect.poll(() => selected.count()).toBe(2);
    await panel.close();
  });

  it('move together', async () => {
    const panel = await openArchitectures(browser, PICTURES);
    await panel.page.getByRole('listbox', { name: /Graph of B/ }).focus();
    await panel.page.keyboard.press('+');
    const places = () =>
      panel.page.locator('.dag > svg > g').evaluateAll((all) => all.map((g) => g.getAttribute('transform')));
    await expect.poll(async () => new Set(await places()).size).toBe(1);
    await panel.close();
  });

  it('come back after a reload with the reference and the node', async () => {
    const panel = await openArchitectures(browser, PICTURES);
    await panel.page.getByRole('radio', { name: 'B' }).click();
    await panel.page.getByText('2 differences to B').first().waitFor();
    await panel.page.getByRole('button', { name: /conv 5×5 → conv 3×3/ }).click();
    await panel.page.reload();
    await panel.page.getByText('2 differences to B').first().waitFor();
    await expect.poll(() => panel.page.locator('.dag [role=option][aria-selected=true]').count()).toBe(3);
    await panel.close();
  });

  it('are saved as one picture that stands alone', async () => {
    const saved: SavedFile[] = [];
    const panel = await openArchitectures(browser, PICTURES, { saved });
    await panel.page.getByRole('button', { name: 'Save as SVG' }).click();
    await expect.poll(() => saved.length).toBe(1);
    expect(saved[0]!.content).toContain('>C · letters · trial 26<');
    expect(saved[0]!.content).not.toContain('var(');
    await panel.close();
  });

  it('find a node in each that has it, and go to it by Enter', async () => {
    const panel = await openArchitectures(browser, PICTURES);
    const search = panel.page.getByRole('textbox', { name: 'Search nodes' });
    await search.fill('avg 3x3');
    await panel.page.getByText('1 found').waitFor();
    const marked = panel.page.locator('.dag-over-marked');
    const drawn = () => marked.evaluateAll((paths) => paths.map((path) => path.getAttribute('d') !== ''));
    expect(await drawn()).toEqual([false, false, true]);
    await search.press('Enter');
    await expect.poll(() => panel.page.locator('.dag [role=option][aria-selected=true]').count()).toBe(1);
    await panel.close();
  });

  it('have one scale of costs, on the page and in the picture', async () => {
    const saved: SavedFile[] = [];
    const panel = await openArchitectures(browser, PICTURES, { saved });
    await choose(panel.page, 'Colour by parameters');
    // The most is in B: the same node costs less in A, and is paler there.
    await panel.page.getByText('6,400 parameters').waitFor();
    const fills = () =>
      panel.page
        .locator('.dag-node[data-id="block2_conv2d"] .dag-box')
        .evaluateAll((boxes) => boxes.map((box) => box.getAttribute('fill')));
    const [a, b] = await fills();
    expect(a).not.toBe(b);
    await panel.page.getByRole('button', { name: 'Save as SVG' }).click();
    await expect.poll(() => saved.length).toBe(1);
    expect(saved[0]!.content).toContain(`fill="${a!}"`);
    expect(saved[0]!.content).toContain(`fill="${b!}"`);
    await panel.close();
  });

  it('go from difference to difference by F7, back with Shift', async () => {
    const panel = await openArchitectures(browser, PICTURES);
    await panel.page.getByRole('listbox', { name: /Graph of A/ }).focus();
    await panel.page.keyboard.press('F7');
    await panel.page.getByText('1 of 3 differences').waitFor();
    await panel.page.keyboard.press('F7');
    await panel.page.getByText('2 of 3 differences').waitFor();
    await panel.page.keyboard.press('Shift+F7');
    await panel.page.keyboard.press('Shift+F7');
    await panel.page.getByText('3 of 3 differences').waitFor();
    await panel.close();
  });

  it('come back after a reload with colours, search and place', async () => {
    const panel = await openArchitectures(browser, PICTURES);
    await choose(panel.page, 'Colour by MACs');
    await panel.page.getByRole('textbox', { name: 'Search nodes' }).fill('relu');
    await panel.page.getByRole('listbox', { name: /Graph of B/ }).focus();
    await panel.page.keyboard.press('+');
    const place = () => panel.page.locator('.dag > svg > g').first().getAttribute('transform');
    const before = await place();
    await panel.page.reload();
    await panel.page.getByText(/\d found/).waitFor();
    await panel.page
      .getByText(/ MACs$/)
      .first()
      .waitFor();
    await expect.poll(place).toBe(before);
    await panel.close();
  });

  it('are compared beside the page when they are large', async () => {
    const large = bigPicture(31);
    const changed = large.nodes.map((node, i) =>
      node.operation.kind === 'conv2d' && i % 50 === 3
        ? { ...node, operation: { ...node.operation, useBias: !node.operation.useBias } }
        : node,
    );
    const panel = await openArchitectures(browser, [large, { ...large, title: 'other', nodes: changed }]);
    await panel.page.getByText('2 differences to A').waitFor();
    await panel.page.getByRole('radio', { name: 'B' }).click();
    await panel.page.getByText('2 differences to B').waitFor();
    expect(panel.page.workers().length).toBe(2);
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });

  it('open alone, and any of them as text beside the reference', async () => {
    const asked: string[] = [];
    const panel = await openArchitectures(browser, PICTURES, { asked });
    await panel.page.getByRole('button', { name: 'Open C in the viewer' }).click();
    const compare = panel.page.getByRole('button', { name: /^Compare .* as text$/ });
    const pairs = () => compare.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
    expect(await pairs()).toEqual(['Compare A with B as text', 'Compare A with C as text']);
    await compare.last().click();
    await panel.page.getByRole('radio', { name: 'B' }).click();
    await panel.page.getByRole('button', { name: 'Compare B with C as text' }).click();
    expect(await pairs()).toEqual(['Compare B with A as text', 'Compare B with C as text']);
    await expect.poll(() => asked).toEqual(['open 2', 'text 0 2', 'text 1 2']);
    await panel.close();
  });

  it('have nothing wider than a column of 400 pixels', async () => {
    const panel = await openArchitectures(browser, PICTURES, { width: 400 });
    expect(await panel.page.evaluate(() => document.documentElement.scrollWidth)).toBe(400);
    await panel.close();
  });

  it('say what is wrong when one of them cannot be shown', async () => {
    const panel = await openArchitectures(browser, PICTURES);
    panel.peer.emit('architectures/problem', { message: 'net.arch.json, node 3 "x": expected a list' });
    await panel.page.getByRole('alert').getByText('node 3 "x"').waitFor();
    await panel.close();
  });

  it('wait for the host, with words', async () => {
    const panel = await openPanel<ArchitecturesHostOffer, ArchitecturesPageOffer>(browser, {
      panel: 'architectures',
      handlers: NOTHING_ASKED,
      ready: () => undefined,
    });
    await panel.page.getByText('Loading the architectures').waitFor();
    expect(await seriousFindings(panel.page)).toEqual([]);
    await panel.close();
  });

  it('say what is wrong when the comparison fails', async () => {
    const panel = await openPanel<ArchitecturesHostOffer, ArchitecturesPageOffer>(browser, {
      panel: 'architectures',
      handlers: NOTHING_ASKED,
      watch: failWorkers,
      ready: (peer) => peer.emit('architectures/show', { pictures: [bigPicture(12), bigPicture(13)] }),
    });
    await panel.page.getByRole('alert').getByText('too deep').waitFor();
    expect(await panel.page.getByText('Loading the architectures').isVisible()).toBe(false);
    await panel.close();
  });

  describe('the editor of a file', () => {
    it('offers the text editor in its place; a viewer does not', async () => {
      const asked: string[] = [];
      const editor = await openArchitecture(browser, { isEditor: true, asked });
      await editor.page.getByRole('button', { name: 'Reopen as text' }).click();
      await expect.poll(() => asked).toEqual(['reopen']);
      await editor.close();
      const viewer = await openArchitecture(browser);
      expect(await viewer.page.getByRole('button', { name: 'Reopen as text' }).count()).toBe(0);
      await viewer.close();
    });
  });

  describe('a large one', () => {
    it('says that it is being laid out, over what was there', async () => {
      const panel = await openArchitecture(browser);
      const nodes = denseBlock(250).nodes;
      const picture = { title: 'dense', subtitle: '', notation: 'dense', nodes, metrics: {} };
      panel.peer.emit('architecture/show', { picture, isEditor: false });
      const status = panel.page.getByRole('status').filter({ hasText: 'Laying out 1,004 nodes' });
      await status.waitFor();
      await panel.page.getByText('1,004 nodes', { exact: true }).waitFor();
      await status.waitFor({ state: 'detached' });
      await panel.close();
    });

    it('says why it could not be laid out', async () => {
      const panel = await openArchitecture(browser, { watch: failWorkers });
      const picture = { ...bigPicture(12), title: 'deep' };
      panel.peer.emit('architecture/show', { picture, isEditor: false });
      await panel.page.getByRole('button', { name: 'Expand all' }).click();
      await panel.page.getByText('The graph could not be laid out: too deep').waitFor();
      await panel.close();
    });

    it('is laid out deep and undivided, with its input in sight', async () => {
      const nodes = denseBlock(250).nodes;
      const picture = { title: 'dense', subtitle: '', notation: 'dense', nodes, metrics: {} };
      const panel = await openArchitecture(browser, { picture });
      await panel.page.locator('.dag-node[data-id="input"]').waitFor();
      const input = (await panel.page.locator('.dag-node[data-id="input"]').boundingBox())!;
      const frame = (await panel.page.getByRole('listbox', { name: /^Graph of/ }).boundingBox())!;
      expect(input.x).toBeGreaterThanOrEqual(frame.x);
      expect(input.x + input.width).toBeLessThanOrEqual(frame.x + frame.width);
      await panel.close();
    });

    it('has only what is in sight in the document, and a map that keys move', async () => {
      const panel = await openArchitecture(browser, { picture: bigPicture(12) });
      await panel.page.getByRole('button', { name: 'Expand all' }).click();
      await panel.page.getByText('402 nodes').waitFor();
      await expect.poll(() => panel.page.locator('.dag-node').count()).toBeLessThan(120);
      const place = () => panel.page.locator('.dag > svg > g').first().getAttribute('transform');
      const before = await place();
      await panel.page.getByRole('group', { name: /^Map of the graph/ }).focus();
      await panel.page.keyboard.press('PageDown');
      await expect.poll(place).not.toBe(before);
      expect(await seriousFindings(panel.page)).toEqual([]);
      await panel.close();
    });

    it('is shown as its skeleton and as one of its cells', async () => {
      const panel = await openArchitecture(browser, { picture: bigPicture(5) });
      await panel.page.getByRole('radio', { name: 'Skeleton' }).click();
      await panel.page.locator('.dag-node[data-id="stage1/cell1"]').click();
      await panel.page.keyboard.press('Enter');
      // Eleven nodes, and the one from which they are computed.
      await expect.poll(() => panel.page.locator('.dag-node').count()).toBe(12);
      await panel.page.reload();
      await expect
        .poll(() => panel.page.getByRole('radio', { name: 'One cell' }).getAttribute('aria-checked'))
        .toBe('true');
      await panel.close();
    });

    it('finds a node by typing its name in the graph', async () => {
      const panel = await openArchitecture(browser);
      await panel.page.getByRole('listbox', { name: 'Graph of the architecture' }).focus();
      await panel.page.keyboard.type('dense');
      await panel.page.getByRole('heading', { name: 'dense 10' }).waitFor();
      await panel.close();
    });
  });
});

async function choose(page: Page, colour: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Colour of the nodes' }).click();
  await page.getByRole('option', { name: colour }).click();
}

/** Runs in the page: workers that answer every job with a problem. */
function failWorkers(): void {
  class FailingWorker {
    onmessage: ((event: { data: unknown }) => void) | null = null;

    postMessage({ id }: { id: number }): void {
      queueMicrotask(() => this.onmessage?.({ data: { id, problem: 'too deep' } }));
    }
  }
  Object.assign(window, { Worker: FailingWorker });
}

const NOTHING_ASKED = {
  'text/copy': () => null,
  'file/save': () => ({ saved: false }),
  'architecture/open': () => null,
  'text/compare': () => null,
};
