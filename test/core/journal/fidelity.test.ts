import { describe, expect, it } from 'vitest';
import {
  atHighestFidelity,
  fidelityOf,
  fidelityText,
  measurementsText,
  shareOf,
  startOfChain,
} from '../../../src/core/journal/fidelity';
import { bestSoFar } from '../../../src/core/journal/best-so-far';
import { bestTrial, frontTrials, progressOf } from '../../../src/core/journal/query';
import { replay } from '../../../src/core/journal/replay';
import type { TrialId } from '../../../src/core/trial/trial';
import { RUNG_LINES } from '../../support/rung-lines';

const STATE = replay(RUNG_LINES);
const { trials } = STATE;

describe('a trial', () => {
  it('counts for the epochs that it adds', () => {
    expect(trials.map((trial) => 9 * shareOf(trials, trial))).toEqual([1, 1, 2, 6, 9, 1]);
    expect(STATE.measurements).toBeCloseTo(20 / 9, 12);
  });

  it('stands for all the epochs behind it, whoever trained them', () => {
    expect(trials.map((trial) => 9 * fidelityOf(trial))).toEqual([1, 1, 3, 9, 9, 1]);
    expect(trials.map(fidelityText)).toEqual([
      '1 of 9 epochs',
      '1 of 9 epochs',
      '3 of 9 epochs',
      '9 of 9 epochs',
      undefined,
      '1 of 9 epochs',
    ]);
  });

  it('is added up to full measurements with one decimal at most', () => {
    expect([0, 19 / 9, 2.999999, 20].map(measurementsText)).toEqual(['0', '2.1', '3', '20']);
  });

  it('belongs to the chain of those that it continues', () => {
    expect(trials.map(({ trial }) => startOfChain(trials, trial))).toEqual([0, 1, 0, 0, 4, 5] as TrialId[]);
  });
});

describe('of trials of several fidelities', () => {
  it('those of the highest count', () => {
    expect(atHighestFidelity(trials).map(({ trial }) => trial)).toEqual([3, 4]);
    expect(atHighestFidelity(trials.slice(0, 2)).map(({ trial }) => trial)).toEqual([0, 1]);
    expect(atHighestFidelity([])).toEqual([]);
  });

  it('a cheap one is neither the best nor on the front, however good it looks', () => {
    expect(bestTrial(STATE)?.trial).toBe(3);
    expect(frontTrials(STATE).map(({ trial }) => trial)).toEqual([3, 4]);
  });

  it('the first of a higher fidelity takes over as the best so far, also where it looks worse', () => {
    expect(bestSoFar(STATE).map((point) => [point.bestTrial, point.best])).toEqual([
      [0, 0.9],
      [1, 0.95],
      [2, 0.5],
      [3, 0.6],
      [3, 0.6],
    ]);
  });

  it('a budget of trials counts full measurements, and progress those that have ended', () => {
    const { done, measurements, fraction, isPartial } = progressOf(STATE);
    expect([done, isPartial]).toEqual([5, true]);
    expect(measurements).toBeCloseTo(19 / 9, 12);
    expect(fraction).toBeCloseTo(19 / 90, 12);
  });
});
