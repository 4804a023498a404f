import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Argument, Command, Option } from 'commander';
import { expected, InputError } from '../core/base/errors';
import { CODE_TARGETS, generateCode } from '../core/codegen/generate';
import type { CodeTarget } from '../core/codegen/generate';
import { formatArchitecture } from '../core/graph/architecture-json';
import { bestTrial } from '../core/journal/query';
import { replay } from '../core/journal/replay';
import type { RunState, TrialRecord } from '../core/journal/run-state';
import { createSpace } from '../core/space/catalog';
import type { Metrics } from '../core/trial/trial';
import { trainAgain } from '../worker/train-again';
import { runFolderAt } from '../worker/run-folder';
import type { RunFolder } from '../worker/run-folder';
import { experimentOf, readRunJournal } from '../worker/run-search';
import type { Action } from './action';
import { EXIT } from './exit-codes';
import { nativeFolders } from './native-folders';
import { integer, jsonOption } from './options';
import { shortPath } from './run-report';

const CODE_FILES: Readonly<Record<CodeTarget, string>> = {
  tfjs: 'architecture.js',
  keras: 'architecture_keras.py',
  pytorch: 'architecture_pytorch.py',
};

interface ExportFlags {
  readonly trial?: number;
  readonly out?: string;
  readonly code?: readonly CodeTarget[];
  readonly retrain: boolean;
  readonly json: boolean;
}

/** `nas-workbench export <run>` */
export function exportCommand(action: Action): Command {
  const targets = Object.keys(CODE_TARGETS) as CodeTarget[];
  return new Command('export')
    .summary('write a trained model and its code')
    .description(
      'Writes the trained model (a TensorFlow.js model folder), the architecture as JSON, and its code. Without --trial, the chosen candidate of the run.',
    )
    .addArgument(new Argument('<run>', 'a run folder, .nas/<experiment>/<run id>'))
    .addOption(new Option('--trial <n>', 'which candidate').argParser(integer))
    .addOption(new Option('--out <folder>', 'where to; must not exist or be empty'))
    .addOption(new Option('--code <framework...>', 'which code').choices(targets).default(targets))
    .addOption(
      new Option('--retrain', 'train again, with the same seed, when the weights were not kept').default(
        false,
      ),
    )
    .addOption(jsonOption('print one JSON object'))
    .action((run: string, flags: ExportFlags) =>
      action(async (terminal) => {
        const folder = runFolderAt(path.resolve(terminal.folder, run));
        const events = readRunJournal(folder);
        const record = chooseTrial(replay(events), flags.trial);
        const experiment = experimentOf(events, folder);
        const out = path.resolve(
          terminal.folder,
          flags.out ?? `${folder.experimentName}-trial-${record.trial}`,
        );
        refuseFull(out, flags.out ?? out);

        const files = writeCode(out, folder, replay(events), record, flags.code ?? targets);
        const kept = path.join(folder.models, String(record.trial));
        const model = path.join(out, 'model');
        let retrained: Metrics | null = null;
        let hasModel = existsSync(path.join(kept, 'model.json'));
        if (hasModel) {
          cpSync(kept, model, { recursive: true });
        } else if (flags.retrain && experiment.estimator.kind === 'training') {
          terminal.err(`Training trial ${record.trial} again …`);
          retrained = await trainAgain(experiment, path.resolve(folder.root, '../../..'), record, model, {
            backend: 'auto',
            evaluators: 1,
            evaluatorEntry: terminal.evaluatorEntry,
            nativeBackendFolders: nativeFolders(terminal),
          });
          hasModel = true;
        }
        if (flags.json) {
          terminal.out(
            JSON.stringify({
              trial: record.trial,
              folder: out,
              model: hasModel ? model : null,
              retrained,
              files,
            }),
          );
          return EXIT.ok;
        }
        terminal.out(`Exported trial ${record.trial} to ${shortPath(out, terminal)}:`);
        if (hasModel) terminal.out('  model/  open it with tf.loadLayersModel or any TensorFlow.js tool');
        for (const file of files) terminal.out(`  ${file}`);
        if (!hasModel) terminal.err(`nas-workbench: ${whyNoModel(experiment.estimator.kind)}`);
        return EXIT.ok;
      }),
    );
}

function whyNoModel(estimator: 'training' | 'table'): string {
  return estimator === 'table'
    ? 'there is no model: candidates of this run were looked up in a table and not trained'
    : 'the weights of this trial were not kept (execution.keepModels): add --retrain to train it again with the same seed';
}

function chooseTrial(state: RunState, wanted: number | undefined): TrialRecord {
  if (wanted === undefined) {
    const best = bestTrial(state);
    if (!best) throw new InputError('', 'no candidate of this run has been measured');
    return best;
  }
  const record = state.trials[wanted];
  if (!record) throw expected('--trial', `a trial of the run, 0 to ${state.trials.length - 1}`, wanted);
  return record;
}

function refuseFull(out: string, name: string): void {
  if (existsSync(out) && readdirSync(out).length > 0) {
    throw new InputError(name, 'is not empty, and is not overwritten: give another folder with --out');
  }
}

function writeCode(
  out: string,
  { experimentName }: RunFolder,
  { started }: RunState,
  { genotype, trial }: TrialRecord,
  targets: readonly CodeTarget[],
): string[] {
  if (!started) throw new InputError('', 'the journal has no first line');
  const options = started.experiment['space'];
  if (
    typeof options !== 'object' ||
    options === null ||
    !('kind' in options) ||
    typeof options.kind !== 'string'
  ) {
    throw expected('space', 'a search space in the first line of the journal', options);
  }
  const architecture = createSpace({ ...options, kind: options.kind }, started.context).build(genotype);
  const title = `${experimentName}, trial ${trial}`;
  mkdirSync(out, { recursive: true });
  const files: [string, string][] = [
    ['architecture.json', `${formatArchitecture(architecture)}\n`],
    ...targets.map((target): [string, string] => [
      CODE_FILES[target],
      generateCode(architecture, target, { title }),
    ]),
  ];
  for (const [name, text] of files) writeFileSync(path.join(out, name), text);
  return files.map(([name]) => name);
}
