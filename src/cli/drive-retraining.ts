import type { JournalEvent } from '../core/journal/event';
import { retrainProgress } from '../core/journal/retrained';
import type { RetrainPlan } from '../core/journal/retrained';
import type { RunState } from '../core/journal/run-state';
import type { RetrainEnd } from '../core/search/retraining';
import { retrainRun } from '../worker/retrain-run';
import type { OwnedRetraining } from '../worker/retrain-run';
import type { DriveOptions } from './drive-run';
import { EXIT } from './exit-codes';
import type { ExitCode } from './exit-codes';
import { durationText } from '../core/trial/metric-text';
import { nativeFolders } from './native-folders';
import { drawnBar } from './progress-bar';
import { retrainedLines, seedText } from './retrain-report';
import { shortPath } from './run-report';
import { runSummary } from './run-summary';
import type { Terminal } from './terminal';

/** Retrains in front of a person, or of a program with `json`, and reports what came of it. */
export async function driveRetraining(
  root: string,
  plan: RetrainPlan,
  { json, ...settings }: DriveOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { seeds, trials, epochs } = plan;
  const networks = trials.length * seeds;
  const progress = json ? jsonLines(terminal) : textLines(terminal, networks);
  let owned: OwnedRetraining | undefined;
  let nInterrupts = 0;
  let leave: (finish: 'left') => void = () => undefined;
  const left = new Promise<'left'>((resolve) => (leave = resolve));
  // Once: stop cleanly. Twice, or before it has begun: leave at once.
  const offInterrupt = terminal.onInterrupt(() => {
    if (++nInterrupts > 1 || !owned) leave('left');
    else owned.retraining.stop();
  });
  try {
    if (!json) {
      terminal.err(
        `Retraining ${trials.length === 1 ? `trial ${trials[0]!}` : `${trials.length} candidates`}, ${epochs} epochs, ${seeds === 1 ? '1 seed' : `${seeds} seeds`} each …`,
      );
    }
    const opening = retrainRun(root, plan, {
      ...settings,
      evaluatorEntry: terminal.evaluatorEntry,
      nativeBackendFolders: nativeFolders(terminal),
      onAppended: (event) => {
        progress.event(event, owned?.retraining.state);
      },
    });
    const opened = await Promise.race([opening, left]);
    if (opened === 'left') {
      // Whatever comes of it is let go.
      opening.then((late) => late.close()).catch(() => undefined);
      return EXIT.stopped;
    }
    owned = opened;
    const finish = await Promise.race([owned.ended, left]);
    progress.end();
    if (finish === 'left') {
      owned.abandon();
      return EXIT.stopped;
    }
    await Promise.race([owned.close(), left]);
    report(owned, finish, json, terminal);
    return exitCodeOf(owned, finish);
  } finally {
    progress.end();
    offInterrupt();
  }
}

function report(
  { folder, plan, retraining }: OwnedRetraining,
  { reason, message }: RetrainEnd,
  json: boolean,
  terminal: Terminal,
): void {
  const { state } = retraining;
  if (json) {
    terminal.out(JSON.stringify({ type: 'summary', ...runSummary(folder, state) }));
  } else {
    for (const line of retrainedLines(state, plan.trials, terminal)) terminal.out(line);
    terminal.out(`Next        ${terminal.command} export ${shortPath(folder.root, terminal)}`);
  }
  if (reason === 'failed') terminal.err(`nas-workbench: ${message}`);
  else
    terminal.err(
      `${reason === 'stopped' ? 'Stopped' : 'Done'}: ${message.replace('stopped by the user: ', '')}`,
    );
  if (reason === 'stopped') terminal.err('The same command goes on with what is missing.');
}

/** Nothing to show for it is a failure. */
function exitCodeOf({ plan, retraining }: OwnedRetraining, { reason }: RetrainEnd): ExitCode {
  if (reason === 'stopped') return EXIT.stopped;
  const { trials, epochs } = plan;
  const some = retraining.state.retrained.some(
    (one) => one.epochs === epochs && trials.includes(one.trial) && one.seeds.length > 0,
  );
  return reason === 'done' && some ? EXIT.ok : EXIT.failed;
}

interface RetrainLines {
  event(event: JournalEvent, state: RunState | undefined): void;
  end(): void;
}

/** One JSON object a line, on standard output. */
function jsonLines(terminal: Terminal): RetrainLines {
  return {
    event: (event) => {
      terminal.out(JSON.stringify(event));
    },
    end: () => undefined,
  };
}

/** A bar where somebody watches, and a line for each network. */
function textLines(terminal: Terminal, networks: number): RetrainLines {
  const bar = terminal.barStream && drawnBar(terminal, terminal.barStream);
  const startedAt = Date.now();
  return {
    event(event, state) {
      if (!state) return;
      const { done, total, fraction } = retrainProgress(state);
      if (event.type === 'retrain-measured' || event.type === 'retrain-failed') {
        const line = seedText(event, state);
        if (bar) bar.say(line);
        else terminal.out(`${total === 0 ? networks : done}/${networks}  ${line}`);
      }
      if (!bar || total === 0) return;
      const spent = Date.now() - startedAt;
      const left = fraction > 0.02 ? ` · ${durationText((spent * (1 - fraction)) / fraction)} left` : '';
      bar.show(fraction, `network ${done}/${total}${left}`);
    },
    end: () => bar?.end(),
  };
}
