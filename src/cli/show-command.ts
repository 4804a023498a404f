import path from 'node:path';
import { Argument, Command } from 'commander';
import { replay } from '../core/journal/replay';
import { runFolderAt } from '../worker/run-folder';
import { readRunJournal } from '../worker/run-search';
import type { Action } from './action';
import { EXIT } from './exit-codes';
import { jsonOption } from './options';
import { runReport, shortPath } from './run-report';
import { conditionOf, runSummary } from './run-summary';

/** `nas-workbench show <run>` */
export function showCommand(action: Action): Command {
  return new Command('show')
    .summary('show what a run found')
    .description('Shows the best candidates of a run, its Pareto front and the chosen model.')
    .addArgument(new Argument('<run>', 'a run folder, .nas/<experiment>/<run id>'))
    .addOption(jsonOption('print one JSON object, with every trial'))
    .action((run: string, { json }: { json: boolean }) =>
      action((terminal) => {
        const folder = runFolderAt(path.resolve(terminal.folder, run));
        const state = replay(readRunJournal(folder));
        if (json) {
          terminal.out(JSON.stringify({ ...runSummary(folder, state), allTrials: state.trials }));
          return EXIT.ok;
        }
        const condition = conditionOf(folder, state);
        const { status } = state;
        const why = status.kind === 'paused' || status.kind === 'ended' ? `: ${status.message}` : '';
        terminal.out(`${folder.experimentName}, run ${folder.runId}: ${condition}${why}`);
        for (const line of runReport(folder, state, terminal)) terminal.out(line);
        if (condition === 'interrupted' || condition === 'paused') {
          terminal.out(`Go on with  ${terminal.command} resume ${shortPath(folder.root, terminal)}`);
        }
        return EXIT.ok;
      }),
    );
}
