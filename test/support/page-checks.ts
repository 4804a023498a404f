import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { JournalEvent } from '../../src/core/journal/event';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Waits until the table counts the trials of `events`. */
export async function rowsAre(page: Page, events: readonly JournalEvent[]): Promise<void> {
  const trials = events.filter(({ type }) => type === 'trial-asked').length;
  await expect.poll(() => page.getByRole('grid').getAttribute('aria-rowcount')).toBe(String(trials + 1));
}

/** What can be read on the page, but for times that go on. */
export function shownText(page: Page): Promise<string> {
  return page.evaluate(() => {
    const parts = [
      ...document.querySelectorAll<HTMLElement>('.header-top, .progress-text, .trials, .candidate'),
    ];
    const plots = [...document.querySelectorAll('.plot')].map(
      (plot) => plot.getAttribute('aria-label') ?? '',
    );
    return [...parts.map((part) => part.innerText), ...plots].join('\n');
  });
}

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string | null;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

/** axe's findings of impact serious and critical, one line each. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResult>('axe.run(document, { resultTypes: ["violations"] })');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary ?? ''}`),
    );
}
