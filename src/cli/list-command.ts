import path from 'node:path';
import { statSync } from 'node:fs';
import { Argument, Command } from 'commander';
import { InputError, messageOf } from '../core/base/errors';
import { replay } from '../core/journal/replay';
import { objectivesOf } from '../core/journal/query';
import { runsBelow } from '../worker/run-folder';
import type { RunFolder } from '../worker/run-folder';
import { readRunJournal } from '../worker/run-search';
import type { Action } from './action';
import { EXIT } from './exit-codes';
import { metricText } from '../core/trial/metric-text';
import { jsonOption } from './options';
import { shortPath } from './run-report';
import { runSummary } from './run-summary';
import type { RunSummary } from './run-summary';
import type { Terminal } from './terminal';
import { textTable } from './text-table';

type Listed =
  | { readonly folder: RunFolder; readonly summary: RunSummary; readonly best: string }
  | { readonly folder: RunFolder; readonly problem: string };

/** `nas-workbench list [folder]` */
export function listCommand(action: Action): Command {
  return new Command('list')
    .summary('list the runs of a folder')
    .description('Lists the runs in .nas/ below a folder, by experiment, the oldest first.')
    .addArgument(new Argument('[folder]', 'the folder of the experiment files').default('.', 'this folder'))
    .addOption(jsonOption('print one JSON array'))
    .action((folder: string, { json }: { json: boolean }) =>
      action((terminal) => {
        const absolute = path.resolve(terminal.folder, folder);
        if (!statSync(absolute, { throwIfNoEntry: false })?.isDirectory()) {
          throw new InputError(folder, 'there is no such folder');
        }
        const listed = runsBelow(absolute).map(look);
        if (json) terminal.out(JSON.stringify(listed.map(jsonOf)));
        else printRuns(listed, terminal);
        return EXIT.ok;
      }),
    );
}

/** A journal that cannot be read does not hide the other runs. */
function look(folder: RunFolder): Listed {
  try {
    const state = replay(readRunJournal(folder));
    const summary = runSummary(folder, state);
    const [objective] = objectivesOf(state);
    const value = objective && summary.best?.metrics[objective.metric];
    return { folder, summary, best: value === undefined ? '' : metricText(objective!.metric, value) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { folder, problem: messageOf(error) };
  }
}

function jsonOf(listed: Listed): object {
  return 'summary' in listed
    ? listed.summary
    : { runFolder: listed.folder.root, runId: listed.folder.runId, problem: listed.problem };
}

function printRuns(listed: readonly Listed[], terminal: Terminal): void {
  if (listed.length === 0) {
    terminal.out(`No runs here. Start one: ${terminal.command} run <experiment>`);
    return;
  }
  const rows = listed.map((run) => {
    const place = shortPath(run.folder.root, terminal);
    if ('problem' in run) return ['unreadable', '', '', `${place}: ${run.problem}`];
    const { condition, reason, trials } = run.summary;
    const state = reason === null || condition === 'running' ? condition : `${condition} (${reason})`;
    return [state, String(trials.measured), run.best, place];
  });
  const columns = [
    { title: 'state', align: 'left' as const },
    { title: 'measured', align: 'right' as const },
    { title: 'best', align: 'right' as const },
    { title: 'run', align: 'left' as const },
  ];
  // Run folders are for copying: they are never cut.
  for (const line of textTable(columns, rows, Infinity)) terminal.out(line);
}
