import { expect, it } from 'vitest';
import { replay } from '../../../src/core/journal/replay';
import { scatterPicture } from '../../../webview/dashboard/scatter-model';
import { fakeRun } from '../../support/fake-run';

const AXES = { x: 'macs', y: 'valAccuracy', logX: true, logY: false };

/** A run whose trials cost so much. */
function runOf(macs: readonly number[]) {
  return replay(
    fakeRun({ trials: macs.length }).map((event) =>
      event.type === 'trial-measured'
        ? { ...event, metrics: { ...event.metrics, macs: macs[event.trial]! } }
        : event,
    ),
  );
}

it('counts what has no place on a logarithmic axis', () => {
  const { points, note } = scatterPicture(runOf([0, 200]), AXES);
  expect(points.map(({ trial }) => trial)).toEqual([1]);
  expect(note).toBe('1 not shown: zero or less on a logarithmic axis');
});

it('says that a logarithmic axis is why nothing is shown', () => {
  const { points, nothing } = scatterPicture(runOf([0]), AXES);
  expect([points, nothing]).toEqual([
    [],
    'A logarithmic axis has no place for zero and less, which is what all trials have.',
  ]);
});

it('has a place for all on a linear axis', () => {
  const { points, note } = scatterPicture(runOf([0]), { ...AXES, logX: false });
  expect([points.length, note]).toEqual([1, undefined]);
});
