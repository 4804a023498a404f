import path from 'node:path';
import { Argument, Command } from 'commander';
import { placeInText } from '../core/experiment/place-in-text';
import { readExperiment } from '../core/experiment/read-experiment';
import { prepare } from '../worker/prepare';
import { readExperimentText } from '../worker/experiment-file';
import type { Action } from './action';
import { EXIT } from './exit-codes';
import { jsonOption } from './options';
import { problemLine } from './problem-text';

/** `nas-workbench validate <experiment>` */
export function validateCommand(action: Action): Command {
  return new Command('validate')
    .summary('check an experiment file')
    .description(
      'Checks an experiment file and the data or table that it names. Problems are printed as file:line:column: severity: message.',
    )
    .addArgument(new Argument('<experiment>', 'a *.nas.json file'))
    .addOption(jsonOption('print one JSON array of problems'))
    .action((file: string, { json }: { json: boolean }) =>
      action(async (terminal) => {
        const { path: absolute, text } = readExperimentText(path.resolve(terminal.folder, file));
        const { experiment, problems } = readExperiment(text);
        if (json) {
          const placed = problems.map(({ severity, path: place, message, offset, length }) => {
            return {
              file: absolute,
              ...placeInText(text, offset),
              offset,
              length,
              severity,
              path: place,
              message,
            };
          });
          terminal.out(JSON.stringify(placed));
        } else {
          for (const problem of problems) terminal.out(problemLine(file, text, problem));
        }
        if (!experiment) return EXIT.wrongInput;
        const { space } = await prepare(experiment, path.dirname(absolute));
        if (!json && problems.length === 0) terminal.out(`${file}: fine, ${space.count()} encodings`);
        return EXIT.ok;
      }),
    );
}
