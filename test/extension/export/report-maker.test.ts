import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { InputError, WorkerLostError } from '../../../src/core/base/errors';
import { readJournal } from '../../../src/core/journal/read';
import { replay } from '../../../src/core/journal/replay';
import { formatEvent } from '../../../src/core/journal/write';
import { runReport } from '../../../src/core/report/run-report';
import { reportedRuns } from '../../../src/core/report/runs-grouped';
import { runsHtml } from '../../../src/core/report/runs-report';
import { ReportMaker } from '../../../src/extension/export/report-maker';
import type { ReportRequest } from '../../../src/extension/export/report-maker';
import { REPORT_PROTOCOL_VERSION } from '../../../src/protocol/report-protocol';
import { buildPrograms } from '../../worker/support/programs';
import type { Programs } from '../../worker/support/programs';
import { fakeRun } from '../../support/fake-run';
import { folderWith } from '../../support/folder';
import { gone } from '../../support/gone';

const JOURNAL = fakeRun({ trials: 30, epochs: 1 }).map(formatEvent).join('');
const journal = { bytes: new TextEncoder().encode(JOURNAL), place: 'journal.jsonl' };
const askRun: ReportRequest = (peer) => peer.request('report/run', { journal });
const NEVER = new AbortController().signal;

describe('the process that writes reports', () => {
  let programs: Programs;
  beforeAll(async () => {
    programs = await buildPrograms('report');
  });
  afterAll(() => programs.remove());

  it('writes what the core writes, and tells each stage before it is there', async () => {
    const stages: string[] = [];
    const html = await maker(programs.path('report')).make(askRun, NEVER, (stage) => stages.push(stage));
    expect(decoded(html)).toBe(runReport(replay(readJournal(JOURNAL).events), { written: undefined }));
    expect(stages).toEqual([
      'reading',
      'charts',
      'architectures',
      'correlation',
      'importance',
      'parallel',
      'forecasts',
      'lineage',
      'trials',
    ]);
  });

  it('puts runs side by side as the core does', async () => {
    const seeds = [1, 2].map((seed) => {
      const events = fakeRun({ trials: 12, epochs: 0, seed });
      return { runId: `run ${seed}`, experimentName: 'digits', events };
    });
    const runs = seeds.map(({ events, ...run }) => ({
      ...run,
      journal: { bytes: new TextEncoder().encode(events.map(formatEvent).join('')), place: '' },
    }));
    const html = await maker(programs.path('report')).make(
      (peer) => peer.request('report/runs', { runs }),
      NEVER,
      () => undefined,
    );
    expect(decoded(html)).toBe(runsHtml(reportedRuns(seeds)));
  });

  it.each([
    {
      what: 'a journal with the line',
      ask: ((peer) =>
        peer.request('report/run', {
          journal: { ...journal, bytes: new TextEncoder().encode('{}\n') },
        })) satisfies ReportRequest,
      error: new InputError('journal.jsonl', 'line 1, type: expected "run-started", but got nothing'),
    },
    {
      what: 'a comparison with its place',
      ask: ((peer) =>
        peer.request('report/comparison', {
          result: '{}',
          place: 'comparison.json',
        })) satisfies ReportRequest,
      error: new InputError('comparison.json', 'expected a comparison of this version, but got {}'),
    },
  ])('refuses $what, as an error of its class', async ({ ask, error }) => {
    const making = maker(programs.path('report')).make(ask, NEVER, () => undefined);
    await expect(making).rejects.toThrow(error);
  });

  it('is gone when it has answered', async () => {
    const reports = maker(programs.path('report'));
    let pids: (number | undefined)[] = [];
    await reports.make(askRun, NEVER, () => (pids = reports.processes()));
    expect(reports.processes()).toEqual([]);
    expect(pids).toHaveLength(1);
    await gone(pids[0]!);
  });
});

describe('a process that writes a report and', () => {
  const READY = `process.send({ kind: 'event', event: 'report/ready', payload: { protocolVersion: ${REPORT_PROTOCOL_VERSION} } });`;
  const BUSY = `process.on('message', () => { process.send({ kind: 'event', event: 'report/stage', payload: { stage: 'charts' } }); for (;;); });`;

  it('crashes is reported with the reason that it wrote', async () => {
    const crash = `process.on('message', () => { console.error('Error: heap out of memory'); process.exit(134); });`;
    const making = maker(program(`${READY}${crash}`)).make(askRun, NEVER, () => undefined);
    await expect(making).rejects.toThrow(
      new WorkerLostError(
        'the process that writes the report ended (exit code 134): Error: heap out of memory',
      ),
    );
  });

  it('is of another build is refused', async () => {
    const other = READY.replace(String(REPORT_PROTOCOL_VERSION), '999');
    const making = maker(program(`${other}setInterval(() => {}, 1000);`)).make(
      askRun,
      NEVER,
      () => undefined,
    );
    await expect(making).rejects.toThrow('the extension was updated while it ran: reload the window');
  });

  it('is busy is gone as soon as the person cancels', async () => {
    const reports = maker(program(`${READY}${BUSY}`));
    const cancelled = new AbortController();
    let pids: (number | undefined)[] = [];
    const making = reports.make(askRun, cancelled.signal, () => {
      pids = reports.processes();
      cancelled.abort(new Error('the person has cancelled'));
    });
    await expect(making).rejects.toThrow('the person has cancelled');
    expect(reports.processes()).toEqual([]);
    await gone(pids[0]!);
  });

  it('takes too long is ended, and it is said', async () => {
    const reports = maker(program(`${READY}${BUSY}`), 300);
    await expect(reports.make(askRun, NEVER, () => undefined)).rejects.toThrow(
      new WorkerLostError('the report was not ready after 0 minutes'),
    );
    expect(reports.processes()).toEqual([]);
  });

  it('is ended when the window closes', async () => {
    const reports = maker(program(`${READY}${BUSY}`));
    const making = reports.make(askRun, NEVER, () => void reports.endAll());
    await expect(making).rejects.toThrow('the process that writes the report was ended');
    expect(reports.processes()).toEqual([]);
  });

  it('was cancelled before it began is never started', async () => {
    const reports = maker('/there/is/no/such.js');
    const making = reports.make(askRun, AbortSignal.abort(new Error('cancelled')), () => undefined);
    await expect(making).rejects.toThrow('cancelled');
    expect(reports.processes()).toEqual([]);
  });
});

function maker(script: string, limitMs?: number): ReportMaker {
  const reports = new ReportMaker(script, { info: () => undefined }, limitMs);
  onTestFinished(() => reports.endAll());
  return reports;
}

function program(script: string): string {
  return path.join(folderWith({ 'report.cjs': script }), 'report.cjs');
}

function decoded(html: Uint8Array): string {
  return new TextDecoder().decode(html);
}
