import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/core/base/errors';
import { reportedRuns } from '../../../src/core/report/runs-grouped';
import type { RunJournal } from '../../../src/core/report/runs-grouped';
import { runsHtml } from '../../../src/core/report/runs-report';
import { fakeRun } from '../../support/fake-run';

describe('the report of runs side by side', () => {
  it('draws curves by trials and by running time, of the hypervolume and each objective', () => {
    const report = runsHtml(reportedRuns(runsOf(['random', 'genetic'], 3)));
    expect(
      [...report.matchAll(/<h3>([^<]* of the best so far, by [^<]*)<\/h3>/g)].map(([, title]) => title),
    ).toEqual(
      ['Hypervolume', 'Validation accuracy', 'MACs'].flatMap((title) => [
        `${title} of the best so far, by trials`,
        `${title} of the best so far, by running time`,
      ]),
    );
  });

  it('says who leads and how surely', () => {
    const few = runsHtml(reportedRuns(runsOf(['random', 'genetic'], 2)));
    expect(few).toMatch(
      /class="lead">After 20 evaluations, \w+ has the best mean, .*too few seeds for a test/s,
    );
    const many = runsHtml(reportedRuns(runsOf(['random', 'genetic'], 7)));
    expect(many).toMatch(
      /class="lead">After 20 evaluations, \w+ has the best mean, [\d.]+ %(?:, but no test|; the tests)/,
    );
  });

  it('names no leader where the best means are the same', () => {
    const runs = runsOf(['random'], 2);
    const twins = runs.map(({ runId, experimentName, events }) => ({
      runId: `twin of ${runId}`,
      experimentName,
      events: events.map((event) =>
        event.type === 'run-started'
          ? { ...event, experiment: { ...event.experiment, strategy: { kind: 'genetic' } } }
          : event,
      ),
    }));
    expect(runsHtml(reportedRuns([...runs, ...twins]))).toMatch(
      /class="lead">After 20 evaluations, these share the best mean, [\d.]+ %: random, genetic\./,
    );
  });

  it('has what differs, every run and its group', () => {
    const report = runsHtml(reportedRuns(runsOf(['random', 'genetic'], 2)));
    expect(report).toMatch(/strategy\.kind.*&quot;random&quot;.*&quot;genetic&quot;/s);
    expect(report.match(/<th scope="row" class="word">(random|genetic)-\d/g)).toHaveLength(4);
  });

  it('shows a few runs of one experiment each for itself', () => {
    const report = runsHtml(reportedRuns(runsOf(['random'], 3)));
    expect(report).toContain('3 runs in 3 groups');
  });

  it('is the same, byte for byte, has no script and asks for nothing', () => {
    const write = () => runsHtml(reportedRuns(runsOf(['random', 'genetic'], 2)));
    expect(write()).toBe(write());
    expect(write()).not.toMatch(/<script|\b(?:src|href)="(?!#)|url\(| style="/);
  });

  it('shows hostile names as they are', () => {
    const evil = '"><img src=x onerror=alert(1)>';
    const runs = runsOf(['random', 'genetic'], 1).map((run) => ({
      ...run,
      experimentName: evil,
      runId: evil,
    }));
    expect(runsHtml(reportedRuns(runs))).not.toContain('<img');
  });

  it('refuses runs in which nothing was measured', () => {
    const begun = runsOf(['random', 'genetic'], 1).map((run) => ({ ...run, events: run.events.slice(0, 1) }));
    expect(() => runsHtml(reportedRuns(begun))).toThrow(
      new InputError('', 'these runs have no metric in common, so nothing of them can be compared'),
    );
  });
});

function runsOf(strategies: readonly string[], seeds: number): RunJournal[] {
  return strategies.flatMap((kind, s) =>
    Array.from({ length: seeds }, (_, i) => ({
      runId: `${kind}-${i + 1}`,
      experimentName: 'digits',
      events: fakeRun({ trials: 20, epochs: 0, seed: i + 1 + 100 * s }).map((event) =>
        event.type === 'run-started'
          ? { ...event, seed: i + 1, experiment: { ...event.experiment, strategy: { kind } } }
          : event,
      ),
    })),
  );
}
