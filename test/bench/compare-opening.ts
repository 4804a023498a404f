import type { Page } from 'playwright-core';
import type { ComparePicture } from '../../src/protocol/compare-panel-protocol';

/** Milliseconds from the picture's arrival at the page of Compare until its groups are drawn and the page answers. */
export function openingMs(page: Page, picture: ComparePicture): Promise<number> {
  return page.evaluate(async (shown) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const start = performance.now();
    window.postMessage({ kind: 'event', event: 'compare/show', payload: { picture: shown } }, '*');
    while (!document.querySelector('.compare-table [data-group]')) await frame();
    await frame(); // The page answers.
    return performance.now() - start;
  }, picture);
}
