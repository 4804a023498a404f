import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Argument, Command, Option } from 'commander';
import { expected, InputError, messageOf } from '../core/base/errors';
import { experimentTemplate } from '../core/experiment/template';
import { spacesFor, TEMPLATE_SOURCES } from '../core/experiment/template-sources';
import { SPACES } from '../core/space/catalog';
import type { SpaceKind } from '../core/space/catalog';
import { STRATEGIES } from '../core/strategy/catalog';
import type { StrategyKind } from '../core/strategy/catalog';
import type { Action } from './action';
import { EXIT } from './exit-codes';
import { jsonOption, trialsOption } from './options';
import { shortPath } from './run-report';

interface InitFlags {
  /** The name of a source. */
  readonly task: string;
  readonly space?: SpaceKind;
  readonly strategy: StrategyKind;
  readonly trials: number;
  readonly json: boolean;
}

/** `nas-workbench init [file]` */
export function initCommand(action: Action): Command {
  return new Command('init')
    .summary('write a new experiment file')
    .description('Writes a commented experiment file to start from. Never overwrites one.')
    .addArgument(new Argument('[file]', 'where to').default('search.nas.json'))
    .addOption(
      new Option('--task <name>', 'what to learn from')
        .choices(TEMPLATE_SOURCES.map(({ name }) => name))
        .default('digits'),
    )
    .addOption(new Option('--space <kind>', 'what to search in').choices(Object.keys(SPACES)))
    .addOption(
      new Option('--strategy <kind>', 'how to search').choices(Object.keys(STRATEGIES)).default('auto'),
    )
    .addOption(trialsOption('how many candidates to try').default(40))
    .addOption(jsonOption('print one JSON object'))
    .action((file: string, flags: InitFlags) =>
      action((terminal) => {
        const absolute = path.resolve(terminal.folder, file);
        writeNew(absolute, file, templateFor(flags));
        const place = shortPath(absolute, terminal);
        if (flags.json) terminal.out(JSON.stringify({ file: absolute }));
        else terminal.out(`Wrote ${place}. Next: ${terminal.command} run ${place}`);
        return EXIT.ok;
      }),
    );
}

function templateFor({ task, space, strategy, trials }: InitFlags): string {
  const source = TEMPLATE_SOURCES.find(({ name }) => name === task)!;
  const fitting = spacesFor(source);
  if (space !== undefined && !fitting.includes(space)) {
    throw expected('--space', `one of ${fitting.join(', ')} for --task ${task}`, space);
  }
  return experimentTemplate({
    ...(source.task ? { task: source.task } : {}),
    space: space ?? fitting[0]!,
    strategy,
    estimator: source.estimator,
    budget: { trials },
  });
}

function writeNew(absolute: string, file: string, text: string): void {
  try {
    writeFileSync(absolute, text, { flag: 'wx' });
  } catch (error) {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    throw new InputError(
      file,
      exists ? 'is there already, and is not overwritten' : `cannot be written: ${messageOf(error)}`,
    );
  }
}
