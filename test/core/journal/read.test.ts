import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/core/base/errors';
import { bestTrial, budgetOf, frontTrials } from '../../../src/core/journal/query';
import { JournalReader, readJournal } from '../../../src/core/journal/read';
import { replay } from '../../../src/core/journal/replay';
import { formatEvent } from '../../../src/core/journal/write';
import {
  asked,
  atFidelity,
  ENDED,
  enqueued,
  journalText,
  measured,
  STARTED,
} from '../../support/journal-lines';

const fixture = (name: string): string => readFileSync(`test/fixtures/journals/${name}.jsonl`, 'utf8');

describe('a journal', () => {
  it('of version 1 is read as it was written', () => {
    const text = fixture('version-1');
    const { events, torn } = readJournal(text);
    expect(torn).toBe(false);
    expect(events.map(formatEvent).join('')).toBe(text);
    const state = replay(events);
    expect(state.status).toEqual({ kind: 'ended', reason: 'budget', message: '8 trials' });
    expect(state.trials.map((trial) => trial.status)).toEqual(Array(8).fill('measured'));
    expect(bestTrial(state)?.trial).toBe(2);
    expect(frontTrials(state).map(({ trial }) => trial)).toEqual([2, 3, 4, 5, 7]);
    expect(state.tested.map(({ trial }) => trial)).toEqual([2]);
  });

  it('of version 2 is read as it was written', () => {
    const text = fixture('version-2');
    const { events } = readJournal(text);
    expect(events.map(formatEvent).join('')).toBe(text);
    const { status, retrained, retraining } = replay(events);
    expect(status).toEqual({ kind: 'ended', reason: 'budget', message: '4 trials' });
    expect(retraining).toBeUndefined();
    expect(
      retrained.map(({ trial, epochs, seeds, failed }) => [trial, epochs, seeds.length, failed]),
    ).toEqual([
      [0, 3, 2, []],
      [2, 3, 2, []],
    ]);
  });

  it('of version 3 is read as it was written', () => {
    const text = fixture('version-3');
    const { events } = readJournal(text);
    expect(events.map(formatEvent).join('')).toBe(text);
    const state = replay(events);
    const cheap = { epochs: 1, of: 3 };
    expect(state.trials.map(({ fidelity }) => fidelity)).toEqual([
      cheap,
      cheap,
      cheap,
      { epochs: 3, of: 3, continues: 2 },
      cheap,
    ]);
    expect(state.measurements).toBeCloseTo(4 / 3 + 2 / 3, 12);
    expect(bestTrial(state)?.trial).toBe(3);
  });

  it('of version 4 is read as it was written', () => {
    const text = fixture('version-4');
    const { events } = readJournal(text);
    expect(events.map(formatEvent).join('')).toBe(text);
    const state = replay(events);
    expect(budgetOf(state)).toEqual({ trials: 5 });
    expect(state.trials.map(({ operator, parents }) => [operator, ...parents])).toEqual([
      ['enqueued'],
      ['sample'],
      ['sample'],
      ['rerun', 1],
      ['sample'],
    ]);
    expect(state.nEnqueued).toBe(3);
    expect(state.queue.map(({ architecture }) => architecture)).toEqual([
      'depth=2, layer1.units=16, layer2.units=16, activation=relu, norm=none',
    ]);
  });

  it('may name candidates after its end, which take no time', () => {
    const { at, ...before } = replay(readJournal(journalText(STARTED, asked(0), measured(0), ENDED)).events);
    const after = replay(
      readJournal(journalText(STARTED, asked(0), measured(0), ENDED, enqueued(0, [0], 99_000))).events,
    );
    expect(after).toMatchObject({ at, status: before.status, activeMs: before.activeMs });
    expect(after.queue).toHaveLength(1);
  });

  it('of version 5 is read as it was written', () => {
    const text = fixture('version-5');
    const { events } = readJournal(text);
    expect(events.map(formatEvent).join('')).toBe(text);
    const { nEnqueued, queue, at } = replay(events);
    // What a person takes back after the end takes no time either.
    expect({ nEnqueued, queue, at }).toEqual({ nEnqueued: 3, queue: [], at: 1795887562804 });
  });

  it('from the future is refused politely', () => {
    expect(problemOf(fixture('from-the-future'))).toBe(
      'line 1: written by NAS Workbench 4.2.0 (journal version 9); this build reads up to 5: update the extension',
    );
  });

  it.each([
    ['0', 'line 1, version: expected a whole number of at least 1, but got 0'],
    ['"1"', 'line 1, version: expected a whole number of at least 1, but got "1"'],
    ['null', 'line 1, version: expected a whole number of at least 1, but got null'],
  ])('of version %s is none', (version, problem) => {
    expect(problemOf(formatEvent(STARTED).replace('"version":1', `"version":${version}`))).toBe(problem);
  });

  it('without a line is empty', () => {
    expect(readJournal('')).toEqual({ events: [], torn: false });
  });

  it('is forgiven a last line without its end, whatever is missing of it', () => {
    const whole = journalText(STARTED, asked(0));
    const last = formatEvent(measured(0));
    for (let length = 1; length < last.length; length++) {
      expect(readJournal(whole + last.slice(0, length))).toEqual({ events: [STARTED, asked(0)], torn: true });
    }
  });
});

describe('an error', () => {
  it.each([
    [
      'a torn line before the last',
      `${journalText(STARTED)}{"type":"tri\n${journalText(asked(0))}`,
      'line 2: expected a JSON object, but got "{\\"type\\":\\"tri"',
    ],
    ['no start', journalText(asked(0)), 'line 1, type: expected "run-started", but got "trial-asked"'],
    [
      'a second start',
      journalText(STARTED, STARTED),
      'line 2: expected run-started on the first line only, but got "run-started"',
    ],
    [
      'an unknown event',
      `${journalText(STARTED)}{"type":"trial-dreamt","at":1}\n`,
      'line 2, type: expected one of run-started, candidate-enqueued, candidate-removed, trial-asked, trial-epoch, trial-measured, trial-failed, run-paused, run-resumed, budget-extended, run-tested, run-ended, retrain-started, retrain-epoch, retrain-measured, retrain-failed, retrain-ended, architecture-decisions, architecture-weights, but got "trial-dreamt"',
    ],
    [
      'a value of another type',
      journalText(STARTED, asked(0)) + formatEvent(measured(0)).replace('0.5', '"0.5"'),
      'line 3, metrics.valAccuracy: expected a number, but got "0.5"',
    ],
    [
      'a number beyond numbers',
      journalText(STARTED, asked(0)) + formatEvent(measured(0)).replace('0.5', '1e999'),
      'line 3, metrics.valAccuracy: expected a number, but got Infinity',
    ],
    [
      'a missing key',
      journalText(STARTED) + formatEvent(asked(0)).replace(',"operator":"sample"', ''),
      'line 2, operator: expected a string, but got nothing',
    ],
    [
      'an unknown key',
      journalText(STARTED) + formatEvent(asked(0)).replace('"operator"', '"mood":"good","operator"'),
      'line 2, mood: expected one of the keys type, at, trial, genotype, architecture, candidate, parents, operator, queued, explain, fidelity, but got "mood"',
    ],
    ['a gap in the trials', journalText(STARTED, asked(1)), 'line 2, trial: expected 0, but got 1'],
    ['a trial asked twice', journalText(STARTED, asked(0), asked(0)), 'line 3, trial: expected 1, but got 0'],
    [
      'a parent that comes later',
      journalText(STARTED, asked(0, [0])),
      'line 2, parents: expected trials before 0, but got 0',
    ],
    [
      'more than a full measurement',
      journalText(STARTED, atFidelity(0, { epochs: 4, of: 3 })),
      'line 2, fidelity.epochs: expected at most 3, but got 4',
    ],
    [
      'a trial that continues one without an end',
      journalText(
        STARTED,
        atFidelity(0, { epochs: 1, of: 9 }),
        atFidelity(1, { epochs: 3, of: 9, continues: 0 }),
      ),
      'line 3, fidelity.continues: expected a trial that was measured, but got 0',
    ],
    [
      'a trial that continues one of as many epochs',
      journalText(
        STARTED,
        atFidelity(0, { epochs: 3, of: 9 }),
        measured(0),
        atFidelity(1, { epochs: 3, of: 9, continues: 0 }),
      ),
      'line 4, fidelity.epochs: expected more epochs than trial 0, which it continues, but got 3',
    ],
    [
      'a measurement of nothing',
      journalText(STARTED, measured(0)),
      'line 2: expected trial-measured of a trial that was asked, but got trial 0',
    ],
    [
      'a trial that ends twice',
      journalText(STARTED, asked(0), measured(0), measured(0)),
      'line 4: expected trial-measured of a trial that is running, but got trial 0, which was measured before',
    ],
    [
      'a test of an unmeasured trial',
      journalText(STARTED, asked(0), { type: 'run-tested', at: 1, trial: 0, metrics: {} }),
      'line 3, trial: expected a trial that was measured, but got 0',
    ],
    [
      'a line after the end',
      journalText(STARTED, ENDED, asked(0)),
      'line 3: expected run-resumed after run-ended, but got "trial-asked"',
    ],
    ['a gap in the queue', journalText(STARTED, enqueued(1)), 'line 2, queued: expected 0, but got 1'],
    [
      'a candidate that measures again what was never asked',
      journalText(STARTED, enqueued(0, [3])),
      'line 2, parents: expected trials that were asked, but got 3',
    ],
    [
      'a trial out of an empty queue',
      journalText(STARTED, enqueued(0), { ...asked(0), queued: 0 }, { ...asked(1), queued: 1 }),
      'line 4, queued: expected nothing, because no candidate waits, but got 1',
    ],
    [
      'a trial that jumps the queue',
      journalText(STARTED, enqueued(0), enqueued(1), { ...asked(0), queued: 1 }),
      'line 4, queued: expected 0, but got 1',
    ],
    [
      'a budget that is extended after the end',
      journalText(STARTED, ENDED, { type: 'budget-extended', at: 1, budget: { trials: 20 } }),
      'line 3: expected run-resumed after run-ended, but got "budget-extended"',
    ],
    ['an empty line', `${journalText(STARTED)}\n`, 'line 2: expected a JSON object, but got ""'],
    ['a list', `${journalText(STARTED)}[]\n`, 'line 2: expected a JSON object, but got []'],
  ])('names %s', (_, text, problem) => {
    expect(problemOf(text)).toBe(problem);
  });

  it('and never anything else, comes of a damaged journal', () => {
    const text = fixture('version-1');
    const damage = fc.record({
      at: fc.integer({ min: 0, max: text.length - 2 }),
      length: fc.integer({ min: 0, max: 40 }),
      put: fc.oneof(fc.string({ maxLength: 5 }), fc.constantFrom('\n', '{}', '"', '9', 'null', '[')),
    });
    fc.assert(
      fc.property(damage, ({ at, length, put }) => {
        const broken = text.slice(0, at) + put + text.slice(at + length);
        const message = problemOf(broken);
        if (message !== undefined) expect(message).toMatch(/^line \d+(, [^:]+)?: (expected|written) /);
      }),
      { numRuns: 300 },
    );
  });

  it('has its line in each of a hundred malformed journals', () => {
    const lines = fixture('version-1').trimEnd().split('\n');
    const damages = [
      (line: string) => line.slice(0, -1),
      (line: string) => line.replace(/"at":\d+/, '"at":null'),
      (line: string) => line.replace('"type"', '"kind"'),
      (line: string) => line.replace('{', '{"extra":1,'),
      (line: string) => `${line}${line}`,
    ];
    const malformed = lines
      .slice(0, 20)
      .flatMap((line, i) => damages.map((damage) => lines.with(i, damage(line))));
    expect(malformed).toHaveLength(100);
    expect(
      malformed.map((damaged) => /^line (\d+)/.exec(problemOf(`${damaged.join('\n')}\n`) ?? '')?.[1]),
    ).toEqual(malformed.map((_, k) => String(Math.floor(k / damages.length) + 1)));
  });
});

describe('a reader that follows a journal', () => {
  it('gives the same events, however the text comes in pieces', () => {
    const text = fixture('version-1');
    const { events } = readJournal(text);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: text.length }), { maxLength: 20 }), (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), text.length];
        const reader = new JournalReader();
        const read = places.slice(1).flatMap((end, i) => reader.push(text.slice(places[i], end)));
        expect(read).toEqual(events);
        expect(reader.hasPartialLine).toBe(false);
      }),
    );
  });

  it('keeps a line until it is complete', () => {
    const reader = new JournalReader();
    const line = formatEvent(STARTED);
    expect(reader.push(line.slice(0, 30))).toEqual([]);
    expect(reader.hasPartialLine).toBe(true);
    expect(reader.push(line.slice(30))).toEqual([STARTED]);
  });
});

/** The message of what reading throws; anything but an `InputError` fails the test. */
function problemOf(text: string): string | undefined {
  try {
    readJournal(text);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as InputError).message;
  }
}
