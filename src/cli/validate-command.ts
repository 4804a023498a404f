import path from 'node:path';
import { Argument, Command } from 'commander';
import type { Problem } from '../core/experiment/experiment';
import { placeInText } from '../core/experiment/place-in-text';
import { readExperiment } from '../core/experiment/read-experiment';
import { withFindings } from '../core/experiment/with-findings';
import { readExperimentText } from '../worker/experiment-file';
import type { Action } from './action';
import { closerLook } from './closer-look';
import { EXIT } from './exit-codes';
import { jsonOption } from './options';
import { problemLine } from './problem-text';

/** `nas-workbench validate <experiment>` */
export function validateCommand(action: Action): Command {
  return new Command('validate')
    .summary('check an experiment file')
    .description(
      'Checks an experiment file, the data or table that it names and a sample of its candidates. Problems are printed as file:line:column: severity: message.',
    )
    .addArgument(new Argument('<experiment>', 'a *.nas.json file'))
    .addOption(jsonOption('print one JSON array of problems'))
    .action((file: string, { json }: { json: boolean }) =>
      action(async (terminal) => {
        const { path: absolute, text } = readExperimentText(path.resolve(terminal.folder, file));
        const { experiment, problems: own } = readExperiment(text);
        const look = experiment && (await closerLook(absolute, text));
        const problems = withFindings(own, look?.problems ?? []);
        if (json) {
          terminal.out(JSON.stringify(problems.map((problem) => placed(absolute, text, problem))));
        } else {
          for (const problem of problems) terminal.out(problemLine(file, text, problem));
          if (problems.length === 0 && look) terminal.out(`${file}: fine, ${look.encodings} encodings`);
        }
        return problems.some(({ severity }) => severity === 'error') ? EXIT.wrongInput : EXIT.ok;
      }),
    );
}

function placed(
  file: string,
  text: string,
  { severity, code, path: place, message, offset, length }: Problem,
): object {
  return { file, ...placeInText(text, offset), offset, length, severity, code, path: place, message };
}
