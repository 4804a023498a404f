import * as vscode from 'vscode';
import { InputError } from '../../core/base/errors';
import type { NearSpaces } from '../language/near-spaces';
import { WholeText } from '../language/notations/whole-text';
import { writtenAtPlace } from '../language/written-place';
import { MOST_COMPARED } from '../panels/architectures-kind';
import {
  architectureKey,
  architectureStateSchema,
  architectureTitle,
  writtenState,
} from '../panels/architecture-state';
import type { ArchitectureState } from '../panels/architecture-state';
import type { RunStore } from '../runs/run-store';
import type { WatchedRun } from '../runs/watched-run';
import { runLabel, trialDescription } from '../tree/run-text';
import { trialsOf } from '../tree/tree-nodes';
import { trialsOfTarget } from './targets';

/** A longer list than anyone reads; the rest of a run is found in the dashboard. */
const MOST_TRIALS_OF_A_RUN = 200;
const MOST_WRITTEN = 50;
const MOST_FILES = 50;
/** Characters of a notation: a network as JSON is as long as it likes. */
const MOST_DETAIL = 500;
const LOOKED_THROUGH = { lines: 50_000, architectures: 1_000 };

/** Where architectures are found. */
export interface ArchitectureSources {
  readonly store: RunStore;
  readonly near: NearSpaces;
}

type Item = vscode.QuickPickItem & { readonly state?: ArchitectureState };

/**
 * The architectures that a command is about: all that are selected in the tree
 * or in the explorer, those of the dashboard, or the one that was named with
 * others that are asked for. `undefined` when the person left.
 *
 * @param most how many there can be; at least two
 */
export async function comparedArchitectures(
  sources: ArchitectureSources,
  arg: unknown,
  selected: unknown,
  most = MOST_COMPARED,
): Promise<ArchitectureState[] | undefined> {
  const all = Array.isArray(selected) && selected.length > 1 ? selected : [arg];
  const named = distinct((await Promise.all(all.map((one) => statesOf(one, sources)))).flat());
  if (named.length > most)
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        '{0} architectures fit side by side: the first {0} of the {1} that are selected are compared.',
        most,
        named.length,
      ),
    );
  return named.length >= 2 ? named.slice(0, most) : askOthers(sources, named, most);
}

/** What a tree item, a file, a lens, the dashboard or a page names. */
async function statesOf(arg: unknown, { near }: ArchitectureSources): Promise<ArchitectureState[]> {
  if (arg instanceof vscode.Uri) return arg.path.endsWith('.arch.json') ? [{ file: arg.toString() }] : [];
  if (typeof arg !== 'object' || arg === null) return [];
  const runFolder =
    'run' in arg && isRun(arg.run) ? arg.run.folder : 'runFolder' in arg ? arg.runFolder : undefined;
  if (typeof runFolder === 'string')
    return (trialsOfTarget(arg) ?? []).map((trial) => ({ runFolder, trial }));
  const written = await writtenAtPlace(arg, near);
  if (written) return [writtenState(written)];
  const state = architectureStateSchema.safeParse(arg);
  return state.success ? [state.data] : [];
}

function isRun(value: unknown): value is { readonly folder: string } {
  return typeof value === 'object' && value !== null && 'folder' in value && typeof value.folder === 'string';
}

async function askOthers(
  { store, near }: ArchitectureSources,
  named: readonly ArchitectureState[],
  most: number,
): Promise<ArchitectureState[] | undefined> {
  await store.ready();
  await Promise.all(
    store
      .runs()
      .filter(({ loaded }) => !loaded)
      .map((run) => run.look()),
  );
  const known = new Set(named.map(architectureKey));
  const files = (await vscode.workspace.findFiles('**/*.arch.json', undefined, MOST_FILES)).sort((a, b) =>
    a.path < b.path ? -1 : 1,
  );
  const items = [
    ...section(vscode.l10n.t('In this editor'), writtenItems(near), MOST_WRITTEN),
    ...section(vscode.l10n.t('Architecture files'), files.map(fileItem), MOST_FILES),
    ...store
      .runs()
      .flatMap((run) =>
        section(
          `${run.experimentName} · ${runLabel(run.state, run.runId)}`,
          runItems(run),
          MOST_TRIALS_OF_A_RUN,
        ),
      ),
  ].filter(({ state }) => !state || !known.has(architectureKey(state)));
  if (items.every(({ state }) => !state)) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'There is nothing to compare with: no run has a candidate yet, no architecture is written in the active editor, and the workspace has no file {0}.',
        '*.arch.json',
      ),
    );
    return undefined;
  }
  const picked = await pickSome(items, question(named, most), {
    least: 2 - named.length,
    most: most - named.length,
  });
  return picked && [...named, ...picked];
}

function question([first, ...others]: readonly ArchitectureState[], most: number): string {
  if (first === undefined) {
    return most === 2
      ? vscode.l10n.t('Which two architectures?')
      : vscode.l10n.t('Which architectures? Two or {0}, also of different runs', most);
  }
  const missing = most - others.length - 1;
  const title = architectureTitle(first);
  return missing === 1
    ? vscode.l10n.t('Compare {0} with which? One, also of other runs', title)
    : vscode.l10n.t('Compare {0} with which? One or {1}, also of other runs', title, missing);
}

/** Accepts only a number of items that can be shown; the title says so. */
function pickSome(
  items: readonly Item[],
  placeholder: string,
  { least, most }: { readonly least: number; readonly most: number },
): Promise<ArchitectureState[] | undefined> {
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = vscode.l10n.t('NAS: Compare Architectures');
  pick.placeholder = placeholder;
  pick.items = items;
  pick.canSelectMany = true;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.ignoreFocusOut = true;
  return new Promise((resolve) => {
    const chosen = (): ArchitectureState[] => pick.selectedItems.flatMap(({ state }) => state ?? []);
    pick.onDidAccept(() => {
      const states = chosen();
      if (states.length >= least && states.length <= most) {
        resolve(states);
        pick.hide();
        return;
      }
      if (states.length > most)
        pick.title = vscode.l10n.t('NAS: Compare Architectures · {0} at most fit side by side', most);
      else if (least === 1) pick.title = vscode.l10n.t('NAS: Compare Architectures · choose one at least');
      else pick.title = vscode.l10n.t('NAS: Compare Architectures · choose two at least');
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

/** @param most how many items there can be: a list of so many may have been cut, and says so */
function section(title: string, items: readonly Item[], most: number): Item[] {
  if (items.length === 0) return [];
  const label = items.length < most ? title : vscode.l10n.t('{0}: the first {1}', title, most);
  return [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];
}

function writtenItems(near: NearSpaces): Item[] {
  const document = vscode.window.activeTextEditor?.document;
  if (!document) return [];
  const items = new Map<string, Item>();
  const text = new WholeText(() => near.of(document));
  for (const { written } of text.find(document.getText(), LOOKED_THROUGH).found) {
    if (items.size >= MOST_WRITTEN) break;
    const { notation, text: detail } = written;
    const key = `${notation.kind} ${detail}`;
    const state = attempt(() => writtenState(written));
    if (state && !items.has(key))
      items.set(key, {
        label: `$(symbol-structure) ${notation.title}`,
        detail: detail.slice(0, MOST_DETAIL),
        state,
      });
  }
  return [...items.values()];
}

/** What is written and cannot be built is not offered. */
function attempt(make: () => ArchitectureState): ArchitectureState | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

function fileItem(uri: vscode.Uri): Item {
  return {
    label: `$(file) ${uri.path.split('/').at(-1)!}`,
    description: vscode.workspace.asRelativePath(uri),
    state: { file: uri.toString() },
  };
}

function runItems(run: WatchedRun): Item[] {
  return [...trialsOf(run.state, 'best'), ...trialsOf(run.state, 'all')]
    .filter((record, i, all) => all.indexOf(record) === i)
    .slice(0, MOST_TRIALS_OF_A_RUN)
    .map((record) => ({
      label: vscode.l10n.t('Trial {0}', record.trial),
      description: trialDescription(run.state, record, run.liveness === 'live'),
      detail: record.architecture,
      state: { runFolder: run.folder, trial: record.trial },
    }));
}

function distinct(states: readonly ArchitectureState[]): ArchitectureState[] {
  return [...new Map(states.map((state) => [architectureKey(state), state])).values()];
}
