import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Argument, Command, Option } from 'commander';
import { expected, InputError } from '../core/base/errors';
import { CODE_TARGETS, generateCode } from '../core/codegen/generate';
import type { CodeTarget } from '../core/codegen/generate';
import { formatArchitecture } from '../core/graph/architecture-json';
import { INITIAL_WEIGHTS_FILE } from '../core/graph/initial-weights';
import { bestTrial } from '../core/journal/query';
import { replay } from '../core/journal/replay';
import type { RunState, TrialRecord } from '../core/journal/run-state';
import { createSpace } from '../core/space/catalog';
import { runFolderAt } from '../worker/run-folder';
import type { RunFolder } from '../worker/run-folder';
import { experimentOf, readRunJournal } from '../worker/run-search';
import type { Action } from './action';
import { EXIT } from './exit-codes';
import { exportModel, MODEL_SOURCES, requireModel } from './export-model';
import type { ExportedModel, ModelSource } from './export-model';
import { integer, jsonOption } from './options';
import { shortPath } from './run-report';
import type { Terminal } from './terminal';

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
  readonly model?: ModelSource;
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
    .addOption(
      new Option(
        '--model <which>',
        'the model of the search, or the one that the command retrain made (its first seed: the choice must not depend on the test); default: the latter where there is one',
      ).choices(MODEL_SOURCES),
    )
    .addOption(jsonOption('print one JSON object'))
    .action((run: string, flags: ExportFlags) =>
      action(async (terminal) => {
        const folder = runFolderAt(path.resolve(terminal.folder, run));
        const events = readRunJournal(folder);
        const state = replay(events);
        const record = chooseTrial(state, flags.trial);
        const experiment = experimentOf(events, folder);
        const out = path.resolve(
          terminal.folder,
          flags.out ?? `${folder.experimentName}-trial-${record.trial}`,
        );
        refuseFull(out, flags.out ?? out);
        requireModel(state, record.trial, flags.model);

        const files = writeCode(out, folder, state, record, flags.code ?? targets);
        const to = path.join(out, 'model');
        const request = { folder, state, experiment, record, wanted: flags.model, again: flags.retrain };
        const model = await exportModel(request, to, terminal);
        const exported = { trial: record.trial, folder: out, model, files };
        if (flags.json) terminal.out(JSON.stringify(inJson(exported, to)));
        else tell(exported, experiment.estimator.kind, terminal);
        return EXIT.ok;
      }),
    );
}

interface Exported {
  readonly trial: number;
  readonly folder: string;
  readonly model: ExportedModel | undefined;
  readonly files: readonly string[];
}

function inJson({ trial, folder, model, files }: Exported, modelFolder: string): object {
  return {
    trial,
    folder,
    model: model ? modelFolder : null,
    source: model?.source ?? null,
    retrained: model?.source === 'again' ? model.metrics : null,
    files,
  };
}

function tell(
  { trial, folder, model, files }: Exported,
  estimator: 'training' | 'table',
  terminal: Terminal,
): void {
  terminal.out(`Exported trial ${trial} to ${shortPath(folder, terminal)}:`);
  if (model) terminal.out(modelLine(model));
  for (const file of files) terminal.out(`  ${file}`);
  if (!model) terminal.err(`nas-workbench: ${whyNoModel(estimator)}`);
}

function whyNoModel(estimator: 'training' | 'table'): string {
  return estimator === 'table'
    ? 'there is no model: candidates of this run were looked up in a table and not trained'
    : 'the weights of this trial were not kept (execution.keepModels): add --retrain to train it again with the same seed';
}

function modelLine(model: ExportedModel): string {
  const which =
    model.source === 'retrained' ? `retrained for ${model.epochs} epochs, seed ${model.seed}: ` : '';
  return `  model/  ${which}open it with tf.loadLayersModel or any TensorFlow.js tool`;
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
  const space = createSpace({ ...options, kind: options.kind }, started.context);
  const architecture = space.build(genotype);
  const weights = space.initialWeights?.(genotype);
  const title = `${experimentName}, trial ${trial}`;
  mkdirSync(out, { recursive: true });
  const files: (readonly [string, string])[] = [
    ['architecture.json', `${formatArchitecture(architecture)}\n`],
    ...(weights ? ([[INITIAL_WEIGHTS_FILE, `${JSON.stringify(weights)}\n`]] as const) : []),
    ...targets.map((target): [string, string] => [
      CODE_FILES[target],
      generateCode(architecture, target, { title }),
    ]),
  ];
  for (const [name, text] of files) writeFileSync(path.join(out, name), text);
  return files.map(([name]) => name);
}
