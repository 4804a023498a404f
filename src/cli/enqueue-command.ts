import path from 'node:path';
import { Argument, Command, Option } from 'commander';
import { InputError } from '../core/base/errors';
import type { CandidateWish } from '../core/search/enqueue';
import { enqueueInFolder } from '../worker/enqueue-candidate';
import type { Action } from './action';
import { EXIT } from './exit-codes';
import { integer, jsonOption } from './options';

interface EnqueueFlags {
  readonly trial?: number;
  readonly again: boolean;
  readonly json: boolean;
}

/** `nas-workbench enqueue <run> [notation]` */
export function enqueueCommand(action: Action): Command {
  return new Command('enqueue')
    .summary('have a candidate measured when a run goes on')
    .description(
      "Puts a candidate into a run's journal: the run measures it first when it is resumed. A run that a process is working on takes candidates there (NAS: Enqueue Candidate… in the editor), not here.",
    )
    .addArgument(new Argument('<run>', 'a run folder, .nas/<experiment>/<run id>'))
    .addArgument(new Argument('[notation]', 'the candidate as Copy Notation and show print it, in quotes'))
    .addOption(
      new Option(
        '--trial <n>',
        'measure the candidate of this trial again, in place of a notation',
      ).argParser(integer),
    )
    .addOption(new Option('--again', 'also when the candidate has a trial already').default(false))
    .addOption(jsonOption('print the result as JSON'))
    .action((run: string, notation: string | undefined, { json, ...flags }: EnqueueFlags) =>
      action(async (terminal) => {
        const wish = wishOf(notation, flags);
        const result = await enqueueInFolder(path.resolve(terminal.folder, run), wish);
        const { architecture, ahead, standing } = result;
        const more = standing === 'budget-spent' ? ' --extend +1' : '';
        const order =
          ahead === 0 ? 'is measured first' : `is measured after ${ahead} other${ahead === 1 ? '' : 's'}`;
        terminal.out(
          json
            ? JSON.stringify(result)
            : `${architecture} ${order} when the run goes on: ${terminal.command} resume ${run}${more}`,
        );
        return EXIT.ok;
      }),
    );
}

function wishOf(notation: string | undefined, { trial, again }: Omit<EnqueueFlags, 'json'>): CandidateWish {
  if (notation !== undefined && trial === undefined) return { notation, again };
  if (notation === undefined && trial !== undefined) return { trial };
  throw new InputError('', 'expected either a notation or --trial <n>');
}
