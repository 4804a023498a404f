import path from 'node:path';
import { Argument, Command } from 'commander';
import { replay } from '../core/journal/replay';
import { dequeueInFolder } from '../worker/dequeue-candidate';
import { runFolderAt } from '../worker/run-folder';
import { readRunJournal } from '../worker/run-search';
import type { Action } from './action';
import { EXIT } from './exit-codes';
import { integer, jsonOption } from './options';

/** `nas-workbench dequeue <run> [number]` */
export function dequeueCommand(action: Action): Command {
  return new Command('dequeue')
    .summary('list the candidates that wait in a run, or take one out of the queue')
    .description(
      'Without a number it lists the candidates of yours that wait to be measured, with their numbers; with one it takes that candidate out of the queue. Of a run that a process is working on they are taken out there (NAS: Remove Queued Candidate… in the editor), not here.',
    )
    .addArgument(new Argument('<run>', 'a run folder, .nas/<experiment>/<run id>'))
    .addArgument(new Argument('[number]', 'of the candidate, as the list has it').argParser(integer))
    .addOption(jsonOption('print the result as JSON'))
    .action((run: string, number: number | undefined, { json }: { json: boolean }) =>
      action((terminal) => {
        const root = path.resolve(terminal.folder, run);
        if (number === undefined) {
          const waiting = replay(readRunJournal(runFolderAt(root))).queue;
          const lines = waiting.map(({ queued, architecture }) => `${queued}  ${architecture}`);
          if (json)
            terminal.out(
              JSON.stringify(waiting.map(({ queued, architecture }) => ({ queued, architecture }))),
            );
          else for (const line of lines.length > 0 ? lines : ['no candidate waits']) terminal.out(line);
          return Promise.resolve(EXIT.ok);
        }
        const result = dequeueInFolder(root, number);
        const { architecture, left } = result;
        terminal.out(
          json
            ? JSON.stringify(result)
            : `${architecture} is not measured; ${left === 1 ? '1 candidate still waits' : `${left} candidates still wait`}`,
        );
        return Promise.resolve(EXIT.ok);
      }),
    );
}
