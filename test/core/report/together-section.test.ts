import { describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../../src/core/journal/event';
import { bestTrial } from '../../../src/core/journal/query';
import { replay } from '../../../src/core/journal/replay';
import { importancePart } from '../../../src/core/report/importance-part';
import { finished } from '../../../src/core/report/report-step';
import { togetherSection } from '../../../src/core/report/together-section';
import type { Knob } from '../../../src/core/space/space';
import { fakeRun } from '../../support/fake-run';
import { asked, measured, STARTED } from '../../support/journal-lines';

describe('what the trials say together', () => {
  it('compares the parameter count first, then the other metrics that vary', () => {
    const rows = textsOf(
      run(),
      /Rank correlation with validation accuracy.*?<\/table>/s,
      /<th scope="row"[^>]*>([^<]*)/g,
    );
    expect(rows).toEqual([
      'Parameters',
      'MACs',
      'Validation loss',
      'Training loss',
      'Training time',
      'Activation memory',
      'Latency',
    ]);
  });

  it('gives each rank correlation with its interval and number of trials', () => {
    const html = sectionOf(run());
    expect(html).toMatch(
      /Validation loss<\/th><td class="number">40<\/td><td class="number">−1\.00<\/td><td class="number">\[−1\.00,\u00a0−1\.00\]/,
    );
    expect(html).toContain('percentiles of 400 resamples with a fixed seed');
  });

  it('draws the objective by the parameter count, the best trial told apart', () => {
    expect(sectionOf(run())).toMatch(
      /id="size-t">Validation accuracy against parameters<.*Trial \d+, the best<\/title>/s,
    );
  });

  it('does not draw it twice where the front is of the two', () => {
    const events = fakeRun({ trials: 40 }).map((event) =>
      event.type === 'run-started'
        ? {
            ...event,
            experiment: {
              ...event.experiment,
              objectives: [
                { metric: 'valAccuracy', goal: 'maximize' },
                { metric: 'paramCount', goal: 'minimize' },
              ],
            },
          }
        : event,
    );
    expect(sectionOf(events)).not.toContain('id="size-t"');
  });

  it('orders the knobs by their share, with a bar for each of both measures', () => {
    const html = sectionOf(run());
    const table = /Importance of the knobs\s*<\/caption>.*?<\/table>/s.exec(html)![0];
    const shares = [...table.matchAll(/([\d.]+)\u00a0±\u00a0[\d.]+\u202f%/g)].map(([, share]) =>
      Number(share),
    );
    expect(shares).toHaveLength(6);
    expect(shares).toEqual(shares.toSorted((a, b) => b - a));
    expect(table.match(/<rect width="[\d.]+"/g)).toHaveLength(12);
    expect(table).toContain('<rect width="100.0"');
  });

  it('says why it does not tell the knobs', () => {
    expect(wordsOf(sectionOf(fakeRun({ trials: 12 })))).toContain(
      '12 measured trials can be compared: from 20 on a forest is grown.',
    );
    expect(sectionOf([STARTED, asked(0), measured(0)])).toContain('The knobs are not known: ');
  });

  it('grows the forest on a part of the trials where there are many knobs, and says so', () => {
    expect(wordsOf(importanceOf(60))).toContain('The forest is grown on 500 of the 600 trials');
  });

  it('leaves a space of hundreds of knobs to who has time', () => {
    expect(wordsOf(importanceOf(100))).toContain('The space has 100 knobs, too many for a report');
  });

  it('says what the forest foretells for each value of the three knobs that decide most', () => {
    const html = sectionOf(run());
    expect(html.match(/class="bars marginals"/g)).toHaveLength(3);
    const trials = [...html.matchAll(/<td class="number">(\d+)<\/td>\s*<\/tr>/g)];
    expect(trials.length).toBeGreaterThanOrEqual(15);
  });

  it('draws forecasts against what was measured, with the line where the two agree', () => {
    const html = sectionOf(withForecasts(run()));
    const line =
      /id="forecasts-t".*?class="line ink-text dashed" d="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)"/s.exec(html)!;
    const [fromX, fromY, toX, toY] = line.slice(1).map(Number);
    expect([toX! > fromX!, toY! < fromY!]).toEqual([true, true]);
    const facts = wordsOf(html);
    expect(facts).toContain('Trials with a forecast 40');
    expect(facts).toContain('Root mean squared error 1.00\u202f%');
    expect(facts).toContain("Kendall's tau-b 1.00 [1.00,\u00a01.00]");
  });

  it('is silent of forecasts where the strategy wrote none', () => {
    expect(sectionOf(run())).not.toMatch(/forecast/);
  });

  it('follows the best trial to its oldest forebear and tells what each step changed', () => {
    const events = run();
    const best = bestTrial(replay(events))!;
    const rows = textsOf(
      events,
      /Forebears of trial \d+, the oldest first.*?<\/table>/s,
      /<tr>\s*<th scope="row"[^>]*>(\d+)/g,
    );
    expect(rows.at(-1)).toBe(String(best.trial));
    expect(Number(rows[0])).toBeLessThan(10);
    expect(sectionOf(events)).toMatch(/edge \d-&gt;\d: \w+ → \w+/);
  });

  it('shows the oldest and the last nineteen of a long line', () => {
    const events = fakeRun({ trials: 3 });
    const [started, first] = events;
    const chain = Array.from({ length: 60 }, (_, trial) => [
      { ...first!, trial, parents: trial === 0 ? [] : [trial - 1] },
      {
        ...events.find(({ type }) => type === 'trial-measured')!,
        trial,
        metrics: { valAccuracy: trial / 100, macs: 1, paramCount: 1 },
      },
    ]).flat() as JournalEvent[];
    const html = sectionOf([started!, ...chain]);
    expect(wordsOf(html)).toContain(
      'Trial 59 is 59 steps from trial 0, by the first parent of each trial. 40 steps after the first are left out.',
    );
    const rows = textsOf(
      [started!, ...chain],
      /Forebears of trial 59, the oldest first.*?<\/table>/s,
      /<tr>\s*<th scope="row"[^>]*>(\d+)/g,
    );
    expect(rows).toEqual(['0', ...Array.from({ length: 19 }, (_, i) => String(41 + i))]);
  });
});

function run(): JournalEvent[] {
  return fakeRun({ trials: 40 });
}

/** A hundredth too high, all of them. */
function withForecasts(events: readonly JournalEvent[]): JournalEvent[] {
  const values = new Map(
    events.flatMap((event) =>
      event.type === 'trial-measured' ? [[event.trial, event.metrics['valAccuracy']!] as const] : [],
    ),
  );
  return events.map((event) =>
    event.type === 'trial-asked'
      ? { ...event, explain: { mean: values.get(event.trial)! + 0.01, sd: 0.02 } }
      : event,
  );
}

/** Of 600 trials in a space of so many knobs with five names each. */
function importanceOf(nKnobs: number): string {
  const values = ['a', 'b', 'c', 'd', 'e'];
  const knobs = Array.from({ length: nKnobs }, (_, i): Knob => ({ name: `k${i}`, ordinal: false, values }));
  const trials = Array.from({ length: 600 }, (_, trial): JournalEvent[] => [
    { ...asked(trial), genotype: knobs.map((_knob, i) => (trial * (i + 1)) % 5) },
    measured(trial, (trial % 5) / 10 + (trial % 7) / 100),
  ]);
  return importancePart(replay([STARTED, ...trials.flat()]), knobs)!.text;
}

function sectionOf(events: readonly JournalEvent[]): string {
  const state = replay(events);
  return finished(togetherSection(state, bestTrial(state)!))!.text;
}

function textsOf(events: readonly JournalEvent[], part: RegExp, cell: RegExp): string[] {
  const [found] = part.exec(sectionOf(events))!;
  return [...found.matchAll(cell)].map(([, text]) => text!);
}

/** What a person reads, on one line. */
function wordsOf(html: string): string {
  return html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll(/[ \n]+/g, ' ');
}
