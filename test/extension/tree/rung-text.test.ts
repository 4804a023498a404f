import { expect, it } from 'vitest';
import { replay } from '../../../src/core/journal/replay';
import { progressText, trialDescription, trialMarkdown } from '../../../src/extension/tree/run-text';
import { trialsOf } from '../../../src/extension/tree/tree-nodes';
import { RUNG_LINES } from '../../support/rung-lines';

const STATE = replay(RUNG_LINES);

it('a run with rungs is told in full measurements', () => {
  expect(progressText(STATE, STATE.at)).toBe('2.1 of 10 measurements');
});

it('a trial of a rung says how far it was trained, and what it continues', () => {
  expect(trialDescription(STATE, STATE.trials[2]!, true)).toBe('50.00 % · 50 · 3 of 9 epochs');
  expect(trialMarkdown(STATE.trials[2]!, STATE)).toContain('Trained for 3 of 9 epochs, continues trial 0');
});

it('the best trials are those of the highest fidelity first', () => {
  expect(trialsOf(STATE, 'best').map(({ trial }) => trial)).toEqual([3, 4, 2, 1, 0]);
});
