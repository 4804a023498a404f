import { expect, it } from 'vitest';
import { replay } from '../../../src/core/journal/replay';
import { candidateOf } from '../../../webview/dashboard/candidate-model';
import { headerOf } from '../../../webview/dashboard/header-model';
import { progressPicture } from '../../../webview/dashboard/progress-model';
import { scatterPicture } from '../../../webview/dashboard/scatter-model';
import { statusText } from '../../../webview/dashboard/trial-columns';
import { RUNG_LINES } from '../../support/rung-lines';

const STATE = replay(RUNG_LINES);

it('the header counts trials and full measurements', () => {
  expect(headerOf(STATE, 'live', STATE.at)).toMatchObject({
    progressText: '5 trials, 2.1 of 10 full measurements',
    fraction: expect.closeTo(19 / 90, 9) as number,
  });
});

it('only trials of the highest fidelity are on the front and may be the best', () => {
  const axes = { x: 'paramCount', y: 'valAccuracy', logX: false, logY: false };
  const { points } = scatterPicture(STATE, axes);
  expect(points.filter(({ faint }) => !faint).map(({ trial }) => trial)).toEqual([3, 4]);
  expect(points[1]!.text()).toBe('95.00\u202f%, 40, after 1 of 9 epochs');
  expect(progressPicture(STATE, 'trial').lines[0]!.points.map(({ y }) => y)).toEqual([
    0.9, 0.9, 0.95, 0.95, 0.5, 0.5, 0.6, 0.6,
  ]);
});

it('a trial says how far it was trained, and what it continues', () => {
  expect(candidateOf(STATE, 2)!.status).toBe(
    'measured in 1.00\u202fs after 3 of 9 epochs, continues trial 0',
  );
  expect(candidateOf(STATE, 4)!.status).toBe('measured in 1.00\u202fs');
  expect(candidateOf(STATE, 5)!.status).toBe('running, 1 of 9 epochs');
  expect(STATE.trials.map(statusText)).toEqual([
    '1 of 9 epochs',
    '1 of 9 epochs',
    '3 of 9 epochs',
    '9 of 9 epochs',
    'measured',
    'running',
  ]);
});
