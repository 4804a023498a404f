import { mkdirSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** Where the files of one run lie. Deleting `root` deletes the run. */
export interface RunFolder {
  readonly root: string;
  readonly runId: string;
  readonly experimentName: string;
  /** The experiment with every default filled in. */
  readonly experiment: string;
  readonly journal: string;
  readonly log: string;
  /** One folder per kept trial. */
  readonly models: string;
  /** Models of candidates that were trained anew; `retrainedModelPath` names them. */
  readonly retrained: string;
}

const RUNS_FOLDER = '.nas';

/** `digits` for `/home/me/digits.nas.json`. */
export function experimentNameOf(experimentPath: string): string {
  const name = path.basename(experimentPath).replace(/(\.nas)?\.jsonc?$/i, '');
  return name === '' || name.startsWith('.') ? 'experiment' : name;
}

/** The folder that holds all runs of an experiment file. */
export function runsFolderOf(experimentPath: string): string {
  return path.join(path.dirname(path.resolve(experimentPath)), RUNS_FOLDER, experimentNameOf(experimentPath));
}

/** The files of the run in `root`, which need not exist. */
export function runFolderAt(root: string): RunFolder {
  const absolute = path.resolve(root);
  return {
    root: absolute,
    runId: path.basename(absolute),
    experimentName: path.basename(path.dirname(absolute)),
    experiment: path.join(absolute, 'experiment.json'),
    journal: path.join(absolute, 'journal.jsonl'),
    log: path.join(absolute, 'log.txt'),
    models: path.join(absolute, 'models'),
    retrained: path.join(absolute, 'retrained'),
  };
}

/**
 * Makes an empty run folder for `experimentPath`. Its id is the UTC time to the
 * second, so that names sort by age; the second run of a second gets `-2`.
 */
export function createRunFolder(experimentPath: string, now: Date): RunFolder {
  const runs = runsFolderOf(experimentPath);
  mkdirSync(runs, { recursive: true });
  const stamp = now.toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '');
  for (let n = 1; ; n++) {
    const folder = runFolderAt(path.join(runs, n === 1 ? stamp : `${stamp}-${n}`));
    try {
      mkdirSync(folder.root);
      return folder;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}

/** The run folders of one experiment file, the oldest first. */
export function runsOf(experimentPath: string): RunFolder[] {
  return runsIn(runsFolderOf(experimentPath));
}

/** The run folders below `folder/.nas`, by experiment and age. */
export function runsBelow(folder: string): RunFolder[] {
  const root = path.join(path.resolve(folder), RUNS_FOLDER);
  return foldersIn(root).flatMap((experiment) => runsIn(path.join(root, experiment)));
}

function runsIn(runs: string): RunFolder[] {
  return foldersIn(runs)
    .map((runId) => runFolderAt(path.join(runs, runId)))
    .filter(({ journal }) => statSync(journal, { throwIfNoEntry: false })?.isFile());
}

function foldersIn(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
