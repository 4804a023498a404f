import { InputError } from '../core/base/errors';
import { parseComparison } from '../core/comparison/read-result';
import type { JournalEvent } from '../core/journal/event';
import { readJournal } from '../core/journal/read';
import { replay } from '../core/journal/replay';
import { comparisonHtml } from '../core/report/comparison-report';
import { finished } from '../core/report/report-step';
import { reportSteps } from '../core/report/run-report';
import { reportedRuns } from '../core/report/runs-grouped';
import { runsHtml } from '../core/report/runs-report';
import { writtenExperiment } from '../core/report/written-experiment';
import type { OnlyLife } from '../protocol/peer';
import { REPORT_PROTOCOL_VERSION } from '../protocol/report-protocol';
import type { JournalBytes, ReportOffer, ReportStage, RunReportRequest } from '../protocol/report-protocol';
import { peerToParent } from './channel';
import { leaveWithParent } from './leave-with-parent';

/*
 * Makes reports of what it is given. It reads and writes no file, so that it also serves places that are none of this
 * machine, and runs nothing of anybody, so that it may work in a workspace that is not trusted.
 */

leaveWithParent();

const peer = peerToParent<ReportOffer, OnlyLife>({
  'report/run': (params) => encoded(runReportOf(params)),
  'report/comparison': ({ result, place }) => {
    tell('reading');
    const parsed = parseComparison(result, place);
    tell('charts');
    return encoded(comparisonHtml(parsed));
  },
  'report/runs': ({ runs }) => {
    tell('reading');
    const journals = runs.map(({ journal, ...run }) => ({ ...run, events: eventsOf(journal) }));
    tell('charts');
    return encoded(runsHtml(reportedRuns(journals)));
  },
});

peer.emit('report/ready', { protocolVersion: REPORT_PROTOCOL_VERSION });

function runReportOf({ journal, written }: RunReportRequest): string {
  tell('reading');
  const state = replay(eventsOf(journal));
  const { started } = state;
  const file = started && written ? writtenExperiment(written.file, written.text, started) : undefined;
  return finished(reportSteps(state, { written: file }), tell);
}

/** Written to the channel at once: the parent hears of it while this thread works. */
function tell(stage: ReportStage): void {
  peer.emit('report/stage', { stage });
}

function eventsOf({ bytes, place }: JournalBytes): readonly JournalEvent[] {
  try {
    return readJournal(new TextDecoder().decode(bytes)).events;
  } catch (error) {
    if (error instanceof InputError) throw new InputError(place, error.message);
    throw error;
  }
}

function encoded(html: string): { html: Uint8Array } {
  return { html: new TextEncoder().encode(html) };
}
