import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readJournal } from '../../../src/core/journal/read';
import { replay } from '../../../src/core/journal/replay';
import type { RunState } from '../../../src/core/journal/run-state';
import { SCRIPT_HASH, STYLE_HASH } from '../../../src/core/report/page';
import { PAGE_SCRIPT } from '../../../src/core/report/page-script';
import { PAGE_STYLE } from '../../../src/core/report/page-style';
import { runReport } from '../../../src/core/report/run-report';
import { writtenExperiment } from '../../../src/core/report/written-experiment';
import { fakeRun } from '../../support/fake-run';
import { asked, ENDED, measured, STARTED } from '../../support/journal-lines';

const NO_FILE = { written: undefined };

describe('the report of a run', () => {
  it('reads like the golden text', async () => {
    const report = runReport(fixture(), NO_FILE);
    await expect(withoutFrame(report)).toMatchFileSnapshot('../../golden/report/run.html');
  });

  it('is the same, byte for byte, however often it is written', () => {
    expect(runReport(fixture(), NO_FILE)).toBe(runReport(fixture(), NO_FILE));
    const grown = (): string => runReport(replay(fakeRun({ trials: 30 })), NO_FILE);
    expect(grown()).toBe(grown());
  });

  it('has 10,000 trials in less than 10 MB, and says which marks it leaves out', () => {
    const report = runReport(replay(fakeRun({ trials: 10_000, failEvery: 50, epochs: 2 })), NO_FILE);
    expect(Buffer.byteLength(report)).toBeLessThan(10_000_000);
    expect(report.match(/<tr/g)!.length).toBeGreaterThan(10_000);
    expect(report).toMatch(/[\d,]+ marks that would lie on another within 3 pixels are not drawn/);
  });

  it('asks for nothing from anywhere, and forbids itself to', () => {
    const report = runReport(replay(fakeRun({ trials: 30 })), NO_FILE);
    expect(report).toContain('default-src &#39;none&#39;');
    expect(report).not.toMatch(/\b(?:src|href)="(?!#)|url\(|@import|\son\w+=| style="/);
  });

  it.each([
    { what: 'style', text: PAGE_STYLE, hash: STYLE_HASH },
    { what: 'script', text: PAGE_SCRIPT, hash: SCRIPT_HASH },
  ])('lets its own $what through', ({ text, hash }) =>
    expect(hash).toBe(createHash('sha256').update(text).digest('base64')),
  );

  it('shows hostile texts as they are, wherever they come from', () => {
    const evil = `</td></title></script><script>alert(1)</script><img src=x onerror="alert('2')">`;
    const state = replay([
      { ...STARTED, experimentName: evil, runId: evil, experiment: { ...STARTED.experiment, note: evil } },
      { ...asked(0), architecture: evil, operator: evil, explain: { [evil]: evil } },
      measured(0),
      { ...asked(1), architecture: `${evil}2` },
      { type: 'trial-failed', at: 3000, trial: 1, code: 'diverged', reason: evil, durationMs: 1 },
      { ...measured(0), type: 'run-tested', metrics: { [evil]: 0.5 } },
      { ...ENDED, message: evil },
    ] as Parameters<typeof replay>[0]);
    const report = runReport(state, { written: { file: evil, text: evil, isSame: true } });
    expect(report.match(/<script/g)).toHaveLength(1);
    expect(report).not.toMatch(/<img|alert\('2/);
    expect(report.match(/&lt;\/title&gt;/g)!.length).toBeGreaterThan(8);
  });

  it.each([
    { why: 'an empty journal', state: replay([]), says: 'The journal has no entry yet.' },
    { why: 'a run without a trial', state: replay([STARTED]), says: 'The search has not ended' },
    {
      why: 'a run in which all fails',
      state: replay([
        STARTED,
        asked(0),
        { type: 'trial-failed', at: 2000, trial: 0, code: 'diverged', reason: 'no 7', durationMs: 1 },
        ENDED,
      ]),
      says: 'diverged: no #',
    },
    {
      why: 'a space that this version does not know',
      state: replay([STARTED, asked(0), measured(0), ENDED]),
      says: 'It cannot be drawn: ',
    },
  ])('says what there is of $why', ({ state, says }) => expect(runReport(state, NO_FILE)).toContain(says));
});

describe('writtenExperiment', () => {
  const EXPERIMENT = {
    space: { kind: 'table' },
    estimator: { kind: 'table', path: 'table.json' },
    objectives: [{ metric: 'valAccuracy', goal: 'maximize' }],
  };

  it('tells a file that means something else from one that is only written in another way', () => {
    const { experiment } = fixture().started!;
    const same = JSON.stringify(experiment, undefined, 8);
    const changed = JSON.stringify({ ...experiment, budget: { trials: 3 } });
    const isSame = (text: string) => writtenExperiment('a.nas.json', text, { experiment }).isSame;
    expect([isSame(`// a remark\n${same}`), isSame(changed), isSame('{')]).toEqual([true, false, false]);
    expect(isSame(JSON.stringify(EXPERIMENT))).toBe(false);
  });
});

function fixture(): RunState {
  const file = path.resolve(import.meta.dirname, '../../fixtures/journals/version-3.jsonl');
  return replay(readJournal(readFileSync(file, 'utf8')).events);
}

/** Without what is the same in every report and changes with each touch of its look. */
function withoutFrame(report: string): string {
  return report
    .replace(PAGE_STYLE, '')
    .replace(PAGE_SCRIPT, '')
    .replaceAll(/sha256-[^&]*/g, 'sha256-HASH');
}
