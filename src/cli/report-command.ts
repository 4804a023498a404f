import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Argument, Command, Option } from 'commander';
import { InputError, messageOf } from '../core/base/errors';
import { parseComparison, RESULT_FILE } from '../core/comparison/read-result';
import { replay } from '../core/journal/replay';
import type { RunState } from '../core/journal/run-state';
import { comparisonHtml } from '../core/report/comparison-report';
import type { WrittenExperiment } from '../core/report/repeat-section';
import { runReport } from '../core/report/run-report';
import { reportedRuns } from '../core/report/runs-grouped';
import { runsHtml } from '../core/report/runs-report';
import { writtenExperiment } from '../core/report/written-experiment';
import { runFolderAt } from '../worker/run-folder';
import type { RunFolder } from '../worker/run-folder';
import { readRunJournal } from '../worker/run-search';
import type { Action } from './action';
import { EXIT } from './exit-codes';
import { openFile } from './open-file';
import { shortPath } from './run-report';

interface ReportFlags {
  readonly out?: string;
  readonly open: boolean;
}

const REPORT_FILE = 'report.html';
const RUNS_FILE = 'runs.html';

/** `nas-workbench report <run>` */
export function reportCommand(action: Action): Command {
  return new Command('report')
    .summary('write an HTML report of a run, a comparison or several runs')
    .description(
      'Writes everything that is known of a run into one HTML file that opens anywhere, without a network: charts, the best architectures, all trials, and how to repeat it. The folder of a finished comparison of strategies gives a report of that, and several runs one of them side by side.',
    )
    .addArgument(
      new Argument(
        '<run...>',
        'a run folder, .nas/<experiment>/<run id>, or a folder of .nas/compare/; several runs are put side by side',
      ),
    )
    .addOption(
      new Option(
        '--out <file>',
        'where to; otherwise report.html in the folder, or runs.html here for several',
      ),
    )
    .addOption(new Option('--open', 'show it in the browser').default(false))
    .action((runs: readonly string[], flags: ReportFlags) =>
      action((terminal) => {
        const folders = runs.map((run) => path.resolve(terminal.folder, run));
        const [only] = folders;
        const text = folders.length > 1 ? sideBySide(folders) : reportOf(only!);
        const file =
          folders.length > 1 ? path.join(terminal.folder, RUNS_FILE) : path.join(only!, REPORT_FILE);
        const out = flags.out === undefined ? file : path.resolve(terminal.folder, flags.out);
        write(out, text);
        terminal.out(`Report  ${shortPath(out, terminal)}`);
        if (flags.open) openFile(out, (problem) => terminal.err(`nas-workbench: ${problem}`));
        return EXIT.ok;
      }),
    );
}

function reportOf(folder: string): string {
  const result = path.join(folder, RESULT_FILE);
  if (existsSync(result)) return comparisonHtml(parseComparison(readFileSync(result, 'utf8'), result));
  const run = runFolderAt(folder);
  const state = replay(readRunJournal(run));
  return runReport(state, { written: writtenBeside(run, state) });
}

function sideBySide(folders: readonly string[]): string {
  const runs = folders.map(runFolderAt);
  return runsHtml(reportedRuns(runs.map((run) => ({ ...run, events: readRunJournal(run) }))));
}

/** The experiment file beside `.nas`; it may be gone. */
function writtenBeside(
  { root, experimentName }: RunFolder,
  { started }: RunState,
): WrittenExperiment | undefined {
  const name = `${experimentName}.nas.json`;
  const file = path.resolve(root, '..', '..', '..', name);
  if (!started || !existsSync(file)) return undefined;
  return writtenExperiment(name, readFileSync(file, 'utf8'), started);
}

function write(file: string, text: string): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    throw new InputError(file, `cannot be written: ${messageOf(error)}`);
  }
}
