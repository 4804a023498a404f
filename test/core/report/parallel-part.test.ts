import { describe, expect, it } from 'vitest';
import { recordedSpace } from '../../../src/core/experiment/recorded-space';
import type { JournalEvent } from '../../../src/core/journal/event';
import { bestTrial } from '../../../src/core/journal/query';
import { replay } from '../../../src/core/journal/replay';
import { parallelPart } from '../../../src/core/report/parallel-part';
import { fakeRun } from '../../support/fake-run';

describe('parallel coordinates in a report', () => {
  it('draw every trial of a small run, the best told apart', () => {
    const html = partOf(fakeRun({ trials: 40, epochs: 1 }));
    expect(linesIn(html)).toBe(40);
    expect(html).toContain('All 40 comparable trials are drawn.');
    expect(html).toMatch(/class="lines best"[^>]*><title>Trial \d+, the best<\/title>/);
  });

  it('have an axis for each knob and the first metrics, and say how many there are', () => {
    const html = partOf(fakeRun({ trials: 40, epochs: 1 }));
    expect(html.match(/class="axis"/g)).toHaveLength(10);
    expect(html).toContain('10 of 14 knobs and metrics have an axis.');
  });

  it('draw a thousand of many, the best among them, and say so', () => {
    const html = partOf(fakeRun({ trials: 3_000, epochs: 0 }));
    expect(linesIn(html)).toBe(1_000);
    expect(html).toContain(
      '1,000 of 3,000 trials are drawn: the 100 best by validation accuracy, and of the others every third in its order.',
    );
    expect(html.length).toBeLessThan(150_000);
  });

  it('colour lines by the rank of the objective', () => {
    const html = partOf(fakeRun({ trials: 60, epochs: 1 }));
    const shades = [...html.matchAll(/class="lines few g(\d)" d="([^"]*)"/g)];
    expect(shades.map(([, shade, path]) => [shade, path!.match(/M/g)!.length])).toEqual([
      ['0', 10],
      ['1', 10],
      ['2', 10],
      ['3', 10],
      ['4', 10],
      ['5', 10],
    ]);
  });

  it('need two trials', () => {
    const state = replay(fakeRun({ trials: 1 }));
    expect(parallelPart(state, knobsOf(state), bestTrial(state)!)).toBeUndefined();
  });

  it('show metrics alone where the knobs are not known', () => {
    const state = replay(fakeRun({ trials: 40, epochs: 1 }));
    const html = parallelPart(state, 'the space is of another version', bestTrial(state)!)!.text;
    expect(html.match(/class="axis"/g)).toHaveLength(4);
  });
});

function partOf(events: readonly JournalEvent[]): string {
  const state = replay(events);
  return parallelPart(state, knobsOf(state), bestTrial(state)!)!.text;
}

function knobsOf({ started }: ReturnType<typeof replay>) {
  return recordedSpace(started, 'digits').knobs;
}

/** Lines, the best's second one aside. */
function linesIn(html: string): number {
  return [...html.matchAll(/class="lines \w+ g\d" d="([^"]*)"/g)].reduce(
    (sum, [, path]) => sum + path!.match(/M/g)!.length,
    0,
  );
}
