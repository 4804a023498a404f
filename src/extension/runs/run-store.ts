import * as vscode from 'vscode';
import { setContextKey } from '../context-keys';
import { InputError } from '../../core/base/errors';
import { NO_ANNOTATIONS } from '../../core/journal/annotations';
import type { AnnotationChange } from '../../core/journal/annotations';
import { Disposable } from '../disposable';
import { changeAnnotations, readAnnotations } from './annotation-file';
import { foldersWith } from './folders-with';
import { JournalTail } from './journal-tail';
import { ownerOf } from './lease-facts';
import { NewFolders } from './new-folders';
import {
  ANNOTATIONS_GLOB,
  byteSource,
  EXPERIMENT_GLOB,
  experimentNameOf,
  folderUri,
  JOURNAL_GLOB,
  keyOf,
  placeOf,
} from './run-files';
import { WatchedRun } from './watched-run';
import type { RunChange } from './watched-run';

/** An experiment file of the workspace and the runs beside it. */
export interface ExperimentEntry {
  readonly uri: vscode.Uri;
  readonly name: string;
  /** False when only its runs are left. */
  exists: boolean;
  /** Newest first. */
  readonly runs: WatchedRun[];
}

/** Looks at live journals this often, beside what the file watcher says. */
const POLL_MS = 500;
/**
 * Looks this often at journals without an owner, which a terminal may have
 * resumed, and for runs that the file watcher has not told of.
 */
const SLOW_POLL_MS = 5_000;

const SKIP = '**/{node_modules,.git}/**';

/**
 * The experiments and runs of the workspace. Starts looking when it is first
 * asked; everything it says of a run is a replay of the run's journal and the
 * word of its lease.
 */
export class RunStore extends Disposable {
  readonly #experiments = new Map<string, ExperimentEntry>();
  readonly #runs = new Map<string, WatchedRun>();
  readonly #listChanged = this.register(new vscode.EventEmitter<ExperimentEntry | undefined>());
  readonly #runChanged = this.register(new vscode.EventEmitter<{ run: WatchedRun; change: RunChange }>());
  readonly #looked = this.register(new vscode.EventEmitter<void>());
  #newFolders: NewFolders | undefined;
  #ready: Promise<void> | undefined;
  #polls = 0;
  #isLookingForMissed = false;

  /** Experiments or runs came or went; the entry whose runs did, or `undefined` for the whole list. */
  readonly onListChanged = this.#listChanged.event;
  readonly onRunChanged = this.#runChanged.event;
  /** Every few seconds, once the workspace was searched: time to look for what the file watcher has not told of. */
  readonly onLooked = this.#looked.event;

  constructor(private readonly log: vscode.LogOutputChannel) {
    super();
  }

  /** Resolves when the workspace was searched once. */
  ready(): Promise<void> {
    this.#ready ??= this.#start();
    return this.#ready;
  }

  /** By name. */
  experiments(): ExperimentEntry[] {
    return [...this.#experiments.values()].sort(
      (a, b) => a.name.localeCompare(b.name) || keyOf(a.uri).localeCompare(keyOf(b.uri)),
    );
  }

  experiment(uri: vscode.Uri): ExperimentEntry | undefined {
    return this.#experiments.get(uri.toString());
  }

  runs(): WatchedRun[] {
    return [...this.#runs.values()];
  }

  run(folder: string): WatchedRun | undefined {
    return this.#runs.get(folder);
  }

  /** The experiment file that `run` belongs to. */
  experimentOf(run: WatchedRun): vscode.Uri {
    return placeOf(vscode.Uri.joinPath(folderUri(run.folder), 'journal.jsonl')).experiment;
  }

  /** Takes the run in `folder` in, if it is not known yet, and reads it. */
  async open(folder: string): Promise<WatchedRun> {
    const run = this.#addRun(vscode.Uri.joinPath(folderUri(folder), 'journal.jsonl'));
    await run.look();
    return run;
  }

  /** Searches the workspace again. */
  async refresh(): Promise<void> {
    await this.ready();
    await this.#search();
    await Promise.all(this.runs().map((run) => run.look()));
  }

  /** Deletes the run's folder; to the bin where there is one. */
  async delete(run: WatchedRun): Promise<void> {
    const uri = folderUri(run.folder);
    try {
      await vscode.workspace.fs.delete(uri, { recursive: true, useTrash: true });
    } catch (error) {
      this.log.info(`no bin for ${run.folder} (${String(error)}): it is deleted for good`);
      await vscode.workspace.fs.delete(uri, { recursive: true, useTrash: false });
    }
    this.#removeRun(run.folder);
  }

  /** Writes what a person says of trials, and resolves when every view knows. Throws `InputError` where it cannot. */
  async annotate(run: WatchedRun, trials: readonly number[], change: AnnotationChange): Promise<void> {
    if (folderUri(run.folder).scheme !== 'file') {
      throw new InputError(
        run.runId,
        vscode.l10n.t('stars and notes can be kept only for runs on this machine'),
      );
    }
    await changeAnnotations(run.folder, trials, change);
    await run.lookAtAnnotations();
  }

  async #start(): Promise<void> {
    this.#newFolders = this.register(new NewFolders());
    this.#watch(EXPERIMENT_GLOB, {
      created: (uri) => this.#addExperiment(uri, true),
      deleted: (uri) => this.#removeExperiment(uri),
    });
    this.#watch(JOURNAL_GLOB, {
      created: (uri) => void this.#addRun(uri).look(),
      changed: (uri) => void this.#addRun(uri).look(),
      deleted: (uri) => this.#removeRun(placeOf(uri).folder),
    });
    const annotated = (uri: vscode.Uri) => void this.#runs.get(placeOf(uri).folder)?.lookAtAnnotations();
    this.#watch(ANNOTATIONS_GLOB, { created: annotated, changed: annotated, deleted: annotated });
    const timer = setInterval(() => this.#poll(), POLL_MS);
    this.register(new vscode.Disposable(() => clearInterval(timer)));
    this.register(vscode.workspace.onDidChangeWorkspaceFolders(() => void this.refresh()));
    await this.#search();
  }

  #watch(
    glob: string,
    on: {
      created: (uri: vscode.Uri) => void;
      changed?: (uri: vscode.Uri) => void;
      deleted: (uri: vscode.Uri) => void;
    },
  ): void {
    const watcher = this.register(vscode.workspace.createFileSystemWatcher(glob, false, !on.changed, false));
    this.register(watcher.onDidCreate(on.created));
    if (on.changed) this.register(watcher.onDidChange(on.changed));
    this.register(watcher.onDidDelete(on.deleted));
  }

  #poll(): void {
    this.#polls++;
    const all = this.#polls % (SLOW_POLL_MS / POLL_MS) === 0;
    for (const run of this.#runs.values()) {
      const { liveness } = run;
      const isBusy = liveness === 'live' || liveness === 'retraining';
      if (isBusy || (all && liveness === 'interrupted')) void run.look();
    }
    if (all && !this.#isLookingForMissed) void this.#lookForMissed();
  }

  async #lookForMissed(): Promise<void> {
    this.#isLookingForMissed = true;
    try {
      if (await this.#newFolders?.take()) await this.#search();
      const isKnown = (folder: vscode.Uri): boolean => this.#runs.has(keyOf(folder));
      for (const { uri, name } of this.experiments()) {
        const runs = vscode.Uri.joinPath(uri, '..', '.nas', name);
        for (const folder of await foldersWith(runs, 'journal.jsonl', isKnown)) {
          void this.#addRun(vscode.Uri.joinPath(folder, 'journal.jsonl')).look();
        }
      }
      this.#looked.fire();
    } finally {
      this.#isLookingForMissed = false;
    }
  }

  async #search(): Promise<void> {
    const [files, journals] = await Promise.all([
      vscode.workspace.findFiles(EXPERIMENT_GLOB, '**/{node_modules,.git,.nas}/**'),
      vscode.workspace.findFiles(JOURNAL_GLOB, SKIP),
    ]);
    const found = new Set(files.map(String));
    for (const entry of this.#experiments.values()) entry.exists = found.has(entry.uri.toString());
    for (const uri of files) this.#addExperiment(uri, true);
    const places = new Set(journals.map((uri) => placeOf(uri).folder));
    for (const folder of this.#runs.keys()) if (!places.has(folder)) this.#removeRun(folder);
    for (const uri of journals) void this.#addRun(uri).look();
    this.#dropEmpty();
    this.#tellList(undefined);
  }

  #addExperiment(uri: vscode.Uri, exists: boolean): ExperimentEntry {
    const known = this.#experiments.get(uri.toString());
    if (known) {
      if (exists && !known.exists) {
        known.exists = true;
        this.#tellList(undefined);
      }
      return known;
    }
    const entry: ExperimentEntry = { uri, name: experimentNameOf(uri), exists, runs: [] };
    this.#experiments.set(uri.toString(), entry);
    this.#tellList(undefined);
    return entry;
  }

  #removeExperiment(uri: vscode.Uri): void {
    const entry = this.#experiments.get(uri.toString());
    if (!entry) return;
    entry.exists = false;
    this.#dropEmpty();
    this.#tellList(undefined);
  }

  #addRun(journal: vscode.Uri): WatchedRun {
    const place = placeOf(journal);
    const known = this.#runs.get(place.folder);
    if (known) return known;
    const run = new WatchedRun(
      place.folder,
      place.runId,
      place.experimentName,
      new JournalTail(byteSource(journal)),
      // Nothing outside this machine's files can own a run.
      async () => journal.scheme === 'file' && (await ownerOf(place.folder, Date.now())) !== undefined,
      (changed, change) => this.#tellRun(changed, change),
      () => (journal.scheme === 'file' ? readAnnotations(place.folder) : Promise.resolve(NO_ANNOTATIONS)),
    );
    this.#runs.set(place.folder, run);
    const entry = this.#addExperiment(place.experiment, false);
    entry.runs.push(run);
    // Run ids begin with the time.
    entry.runs.sort((a, b) => b.runId.localeCompare(a.runId));
    this.#tellList(entry);
    return run;
  }

  #removeRun(folder: string): void {
    const run = this.#runs.get(folder);
    if (!run) return;
    this.#runs.delete(folder);
    for (const entry of this.#experiments.values()) {
      const at = entry.runs.indexOf(run);
      if (at < 0) continue;
      entry.runs.splice(at, 1);
      this.#tellList(entry);
    }
    this.#dropEmpty();
  }

  #dropEmpty(): void {
    for (const [key, entry] of this.#experiments) {
      if (entry.exists || entry.runs.length > 0) continue;
      this.#experiments.delete(key);
      this.#tellList(undefined);
    }
  }

  #tellList(entry: ExperimentEntry | undefined): void {
    setContextKey('nas.hasExperiments', this.#experiments.size > 0);
    setContextKey('nas.hasRuns', this.#runs.size > 0);
    if (!this.isDisposed) this.#listChanged.fire(entry);
  }

  #tellRun(run: WatchedRun, change: RunChange): void {
    if (this.isDisposed || !this.#runs.has(run.folder)) return;
    setContextKey(
      'nas.running',
      this.runs().some(({ liveness }) => liveness === 'live' || liveness === 'retraining'),
    );
    for (const problem of [run.problem, run.annotationProblem]) {
      if (problem !== undefined) this.log.warn(`${run.folder}: ${problem}`);
    }
    this.#runChanged.fire({ run, change });
  }
}
