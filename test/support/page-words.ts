import type { Page } from 'playwright-core';

/** What can be read and what is read out, in all that is shown. What is drawn as a graph says names only. */
export function shownWords(page: Page, within = '#app'): Promise<string[]> {
  return page.evaluate((selector) => {
    const shown = [...document.querySelectorAll(`${selector} *`)].filter(
      (element) => element.checkVisibility() && !element.closest('.dag-frame svg'),
    );
    const texts = shown.flatMap((element) => [
      ...[...element.childNodes].flatMap((node) => (node instanceof Text ? [node.data] : [])),
      ...['aria-label', 'aria-valuetext', 'title', 'placeholder'].map((name) => element.getAttribute(name)),
    ]);
    return texts.flatMap((text) => text?.trim() || []);
  }, within);
}

/** Those with plain letters in what `names` leaves of them: a made-up language has an accent on each. */
export function unaccented(said: readonly string[], names: RegExp): string[] {
  return said.filter((text) => /[a-z]{2}/i.test(text.replaceAll(names, '')));
}
