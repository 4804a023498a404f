import * as vscode from 'vscode';
import { InputError } from '../../core/base/errors';
import { knownContext } from '../../core/experiment/known-context';
import { readExperiment } from '../../core/experiment/read-experiment';
import { createSpace } from '../../core/space/catalog';
import { NAS_BENCH_MACRO_CONTEXT } from '../../core/space/nas-bench-macro';
import { Disposable } from '../disposable';
import { runSpace } from '../runs/run-architecture';
import { folderUri, isExperiment } from '../runs/run-files';
import type { ExperimentEntry, RunStore } from '../runs/run-store';
import { Debounce } from '../throttle';
import type { NearSpace } from './notations/notation';

/** More would only slow down the search for the one that reads a text. */
const MAX_NEAR = 12;
const SETTLE_MS = 300;
const NONE: readonly NearSpace[] = [];

/**
 * The spaces that texts of a document may be written in: those of the runs and
 * experiments in its folder and the folders around it, the nearest and newest
 * first. Looks for nothing before it is asked; the first answer is what is known
 * by then, and `onChanged` tells of a better one.
 */
export class NearSpaces extends Disposable {
  readonly #changed = this.register(new vscode.EventEmitter<void>());
  readonly onChanged = this.#changed.event;
  /** By document; the same list until something changes. */
  readonly #near = new Map<string, readonly NearSpace[]>();
  /** Of experiment files, by address; `undefined` where the file has errors. */
  readonly #spaces = new Map<string, NearSpace | undefined>();
  readonly #reading = new Set<string>();
  readonly #tell = this.register(
    new Debounce(SETTLE_MS, () => {
      this.#near.clear();
      this.#changed.fire();
    }),
  );
  #asked = false;

  constructor(private readonly store: RunStore) {
    super();
    this.register(store.onListChanged(() => this.#tell.restart()));
    this.register(
      store.onRunChanged(({ change }) => {
        if (change.restarted || change.events.some(({ type }) => type === 'run-started'))
          this.#tell.restart();
      }),
    );
    this.register(
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (this.#spaces.delete(document.uri.toString())) this.#tell.restart();
      }),
    );
  }

  of(document: vscode.TextDocument): readonly NearSpace[] {
    const key = document.uri.toString();
    const known = this.#near.get(key);
    if (known) return known;
    if (!this.#asked) {
      this.#asked = true;
      void this.store.ready().then(() => this.#tell.restart());
    }
    const near = [...this.#around(document.uri), ...benchmarkOf(document)].slice(0, MAX_NEAR);
    const list = near.length === 0 ? NONE : near;
    this.#near.set(key, list);
    return list;
  }

  #around(uri: vscode.Uri): NearSpace[] {
    const entries = this.store
      .experiments()
      .filter((entry) => isAround(vscode.Uri.joinPath(entry.uri, '..'), uri))
      .sort((a, b) => b.uri.path.lastIndexOf('/') - a.uri.path.lastIndexOf('/'));
    const seen = new Set<string>();
    return entries.flatMap((entry) => {
      const own = isExperiment(entry.uri) && entry.exists ? this.#experimentSpace(entry) : undefined;
      // The run whose journal this is knows best; then what the file says now; then older runs.
      const runs = entry.runs.flatMap((run) => {
        const { started } = run.state;
        if (!started) return [];
        const key = JSON.stringify([started.experiment['space'], started.context]);
        const isOwn = isAround(folderUri(run.folder), uri);
        if (seen.has(key) && !isOwn) return [];
        seen.add(key);
        const space = attempt(() => runSpace(run));
        return space ? [{ near: { space, owner: entry.name, isExact: true }, isOwn }] : [];
      });
      return [
        ...runs.filter(({ isOwn }) => isOwn).map(({ near }) => near),
        ...(own && (own.isExact || runs.length === 0) ? [own] : []),
        ...runs.filter(({ isOwn }) => !isOwn).map(({ near }) => near),
      ];
    });
  }

  #experimentSpace({ uri, name }: ExperimentEntry): NearSpace | undefined {
    const key = uri.toString();
    if (this.#spaces.has(key)) return this.#spaces.get(key);
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === key);
    if (open) {
      this.#spaces.set(key, spaceOf(open.getText(), name));
      return this.#spaces.get(key);
    }
    if (!this.#reading.has(key)) void this.#read(uri, name);
    return undefined;
  }

  async #read(uri: vscode.Uri, name: string): Promise<void> {
    const key = uri.toString();
    this.#reading.add(key);
    const bytes = await vscode.workspace.fs.readFile(uri).then(
      (read) => read,
      () => undefined,
    );
    this.#reading.delete(key);
    this.#spaces.set(key, bytes && spaceOf(new TextDecoder().decode(bytes), name));
    this.#tell.restart();
  }
}

function isAround(folder: vscode.Uri, file: vscode.Uri): boolean {
  // A journal that is compared with git's is in the same place under another scheme.
  return file.path.startsWith(`${folder.path.replace(/\/$/, '')}/`);
}

function spaceOf(text: string, owner: string): NearSpace | undefined {
  const { experiment } = readExperiment(text);
  if (!experiment) return undefined;
  const { context, isExact } = knownContext(experiment);
  const space = attempt(() => createSpace(experiment.space, context));
  return space && { space, owner, isExact };
}

let macro: NearSpace | undefined;
const MACRO = /nas-?_?bench-?_?macro|MB3_K3|MB6_K5/i;
const BEGINNING_LINES = 20;

/** NAS-Bench-Macro, in a file that names it in its name or its first lines. */
function benchmarkOf(document: vscode.TextDocument): NearSpace[] {
  const beginning = document.getText(new vscode.Range(0, 0, BEGINNING_LINES, 200));
  if (!MACRO.test(document.uri.path) && !MACRO.test(beginning)) return [];
  macro ??= {
    space: createSpace({ kind: 'nas-bench-macro' }, NAS_BENCH_MACRO_CONTEXT),
    owner: vscode.l10n.t('the benchmark'),
    isExact: true,
  };
  return [macro];
}

function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
