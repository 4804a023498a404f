import path from 'node:path';
import type { Experiment } from '../core/experiment/experiment';
import type { ComparisonProgress } from '../protocol/compare-protocol';
import { openComparison } from '../worker/compare';
import type { OwnedComparison } from '../worker/compare';
import type { ComparisonPlan } from '../worker/compare-plan';
import { comparisonReport } from './comparison-report';
import { EXIT } from './exit-codes';
import type { ExitCode } from './exit-codes';
import { durationText } from '../core/trial/metric-text';
import { nativeFolders } from './native-folders';
import { drawnBar } from './progress-bar';
import { shortPath } from './run-report';
import type { Terminal } from './terminal';

export interface ComparisonOptions {
  readonly json: boolean;
  readonly jobs: number | 'auto';
  readonly out: string | undefined;
}

/** Compares strategies in front of a person, or of a program with `json`, and prints what was found. */
export async function driveComparison(
  experimentPath: string,
  experiment: Experiment,
  plan: ComparisonPlan,
  { json, jobs, out }: ComparisonOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const progress = progressFor(terminal);
  let comparison: OwnedComparison | undefined;
  let nInterrupts = 0;
  let leave = (): void => undefined;
  const left = new Promise<'left'>((resolve) => (leave = () => resolve('left')));
  const offInterrupt = terminal.onInterrupt(() => {
    nInterrupts++;
    if (!comparison || nInterrupts > 1) leave();
    else {
      progress.say('Stopping: every search that has finished is kept. Ctrl-C again leaves at once.');
      comparison.stop();
    }
  });
  try {
    const opening = openComparison(experimentPath, experiment, plan, out, {
      backend: 'auto',
      evaluators: 'auto',
      jobs,
      evaluatorEntry: terminal.evaluatorEntry,
      // The two programs lie side by side.
      searchEntry: path.join(path.dirname(terminal.evaluatorEntry), 'search.js'),
      nativeBackendFolders: nativeFolders(terminal),
      onProgress: (state) => progress.show(state),
    });
    const opened = await Promise.race([opening, left]);
    if (opened === 'left') return EXIT.stopped;
    comparison = opened;
    const { folder, done, total } = comparison;
    if (done > 0 && done < total) {
      progress.say(`Going on with ${shortPath(folder, terminal)}: ${done} of ${total} searches are there.`);
    }
    const end = await Promise.race([comparison.ended, left]);
    progress.end();
    if (end === 'left') {
      comparison.abandon();
      return EXIT.stopped;
    }
    if (end.reason === 'stopped') {
      terminal.err(
        `Stopped: ${end.done} of ${end.total} searches are kept. The same command goes on from there.`,
      );
      return EXIT.stopped;
    }
    const lines = json ? [JSON.stringify(end.result)] : comparisonReport(end.result, end.files, terminal);
    for (const line of lines) terminal.out(line);
    return EXIT.ok;
  } finally {
    progress.end();
    offInterrupt();
  }
}

interface CompareProgress {
  show(progress: ComparisonProgress): void;
  say(text: string): void;
  end(): void;
}

/** A bar where somebody watches; nothing otherwise, because a comparison has nothing to say before its end. */
function progressFor(terminal: Terminal): CompareProgress {
  const { barStream } = terminal;
  if (!barStream) return { show: () => undefined, say: (text) => terminal.err(text), end: () => undefined };
  const bar = drawnBar(terminal, barStream);
  let ended = false;
  return {
    show({ done, total, etaMs }) {
      const rest = etaMs === undefined || done === total ? '' : ` · ${durationText(etaMs)} left`;
      bar.show(total === 0 ? 1 : done / total, `search ${done}/${total}${rest}`);
    },
    say: (text) => bar.say(text),
    end() {
      if (!ended) bar.end();
      ended = true;
    },
  };
}
