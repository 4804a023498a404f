import { config } from '@vscode/l10n';
import { afterEach, expect, it, vi } from 'vitest';
import { replay } from '../../src/core/journal/replay';
import { fakeRun } from '../support/fake-run';
import { pseudoLanguage } from '../support/pseudo-language';

const now = 2e12;

/** The texts of runs in a language. They are loaded anew after it is known, as VS Code does. */
async function runTexts(contents: Readonly<Record<string, string>>) {
  config({ contents });
  vi.resetModules();
  return import('../../src/extension/tree/run-text');
}

afterEach(() => config({ contents: {} }));

it('a translation puts words and numbers in an order of its own', async () => {
  const german = {
    '{0} of {1}/How many trials of a run are done, such as "34 of 60"': 'von {1} fertig: {0}',
    'best {0}': '{0} bisher',
    running: 'läuft',
  };
  const known = pseudoLanguage();
  expect(Object.keys(german).filter((key) => !(key in known))).toEqual([]);
  const { bestText, progressText, standingWord } = await runTexts(german);
  const state = replay(fakeRun({ trials: 3, epochs: 1, budget: 9 }));
  expect(progressText(state, now)).toBe('von 9 fertig: 3');
  expect(bestText(state)).toMatch(/^[\d.]+ % bisher$/);
  expect(standingWord(state, 'running')).toBe('läuft');
});

it("a run's tooltip has no English word left but names and what the core says", async () => {
  const { runMarkdown } = await runTexts(pseudoLanguage());
  const state = replay(fakeRun({ trials: 3, failEvery: 3, epochs: 1 }));
  const rows = runMarkdown(state, '20260101-000000', 'running', now).split('\n').slice(4);
  const names = rows.map((row) => row.split('|')[1] ?? '');
  expect(names.filter((name) => /[a-z]/.test(name))).toEqual([]);
  expect(names.length).toBeGreaterThan(5);
});
