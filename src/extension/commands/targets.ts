import * as vscode from 'vscode';
import type { Architecture } from '../../core/graph/architecture';
import type { TrialRecord } from '../../core/journal/run-state';
import type { NearSpaces } from '../language/near-spaces';
import { benchmarkArchitecture } from '../language/notations/nas-bench-201';
import { writtenAtPlace } from '../language/written-place';
import { runSpace } from '../runs/run-architecture';
import { isExperiment } from '../runs/run-files';
import type { RunStore } from '../runs/run-store';
import type { WatchedRun } from '../runs/watched-run';
import { runDescription, runLabel, standingOf, trialDescription } from '../tree/run-text';
import type { RunStanding } from '../tree/run-text';
import { trialsOf } from '../tree/tree-nodes';

/** One trial of one run. */
export interface TrialPick {
  readonly run: WatchedRun;
  readonly record: TrialRecord;
}

/** Finds what a command is about: in its argument, in the active editor, or by asking. */
export class Targets {
  constructor(private readonly store: RunStore) {}

  /** The only one is taken without asking; `undefined` when the person chose nothing. */
  async experiment(arg: unknown): Promise<vscode.Uri | undefined> {
    if (arg instanceof vscode.Uri) return arg;
    if (hasKind(arg, 'experiment') && 'entry' in arg) return (arg.entry as { uri: vscode.Uri }).uri;
    const active = vscode.window.activeTextEditor?.document.uri;
    if (active && isExperiment(active)) return active;
    await this.store.ready();
    const found = this.store.experiments().filter(({ exists }) => exists);
    if (found.length === 0) {
      await offerNewExperiment();
      return undefined;
    }
    if (found.length === 1) return found[0]!.uri;
    const items = found.map(({ uri, name }) => ({
      label: `$(beaker) ${name}`,
      description: vscode.workspace.asRelativePath(uri),
      uri,
    }));
    return (
      await vscode.window.showQuickPick(items, {
        title: 'NAS',
        placeHolder: vscode.l10n.t('Which experiment?'),
      })
    )?.uri;
  }

  /** @param standings which runs are offered when one must be asked for; the only one is taken without asking */
  async run(arg: unknown, standings?: readonly RunStanding[]): Promise<WatchedRun | undefined> {
    const named = await this.#namedRun(arg);
    if (named) return named;
    const items = await this.runItems(standings);
    if (items.length === 0) {
      void vscode.window.showInformationMessage(
        standings
          ? vscode.l10n.t('No run is in a state in which this can be done.')
          : vscode.l10n.t('This workspace has no runs yet.'),
      );
      return undefined;
    }
    if (items.length === 1) return items[0]!.run;
    return (
      await vscode.window.showQuickPick(items, { title: 'NAS', placeHolder: vscode.l10n.t('Which run?') })
    )?.run;
  }

  /** The runs of the workspace for a list, by experiment; of some standings only where they are said. */
  async runItems(
    standings?: readonly RunStanding[],
  ): Promise<(vscode.QuickPickItem & { readonly run: WatchedRun })[]> {
    await this.store.ready();
    const unread = this.store.runs().filter(({ loaded }) => !loaded);
    await Promise.all(unread.map((run) => run.look()));
    const fits = (run: WatchedRun): boolean =>
      !standings || standings.includes(standingOf(run.state, run.liveness, run.problem));
    return this.store
      .experiments()
      .flatMap(({ name, runs }) => runs.filter(fits).map((run) => runItem(name, run)));
  }

  async trial(arg: unknown): Promise<TrialPick | undefined> {
    if (isObject(arg) && 'trial' in arg && typeof arg.trial === 'number') {
      const run = await this.#namedRun(arg);
      const record = run?.state.trials[arg.trial];
      if (run && record) return { run, record };
    }
    const run = await this.run(arg);
    if (!run) return undefined;
    const items = [...trialsOf(run.state, 'best'), ...trialsOf(run.state, 'all')]
      .filter((record, i, all) => all.indexOf(record) === i)
      .map((record) => ({
        label: vscode.l10n.t('Trial {0}', record.trial),
        description: trialDescription(run.state, record, run.liveness === 'live'),
        detail: record.architecture,
        record,
      }));
    if (items.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('This run has no candidates yet.'));
      return undefined;
    }
    const picked = await vscode.window.showQuickPick(items, {
      title: 'NAS',
      placeHolder: vscode.l10n.t('Which candidate? The best come first'),
      matchOnDescription: true,
      matchOnDetail: true,
    });
    return picked && { run, record: picked.record };
  }

  /** The run that a tree item, a lens or a link names. */
  async #namedRun(arg: unknown): Promise<WatchedRun | undefined> {
    if (!isObject(arg)) return undefined;
    if ('run' in arg && isObject(arg.run) && 'folder' in arg.run && typeof arg.run.folder === 'string') {
      return this.store.run(arg.run.folder);
    }
    if (!('runFolder' in arg) || typeof arg.runFolder !== 'string') return undefined;
    await this.store.ready();
    const known = this.store.run(arg.runFolder);
    if (known && !known.loaded) await known.look();
    return known ?? this.store.open(arg.runFolder);
  }
}

/** The number in the queue that an argument names. */
export function queuedOf(arg: unknown): number | undefined {
  return isObject(arg) && 'queued' in arg && typeof arg.queued === 'number' ? arg.queued : undefined;
}

/** The cell that a lens or a hover's link names. */
export function notationOf(arg: unknown): string | undefined {
  return isObject(arg) && 'notation' in arg && typeof arg.notation === 'string' ? arg.notation : undefined;
}

/** The graph of whatever an argument names: a cell, a place in a text, a trial. */
export async function architectureOf(
  arg: unknown,
  near: NearSpaces,
  targets: Targets,
): Promise<Architecture | undefined> {
  const notation = notationOf(arg);
  if (notation !== undefined) return benchmarkArchitecture(notation);
  const written = await writtenAtPlace(arg, near);
  if (written) return written.notation.architecture(written);
  const picked = await targets.trial(arg);
  return picked && runSpace(picked.run).build(picked.record.genotype);
}

/** The trials that a tree item or the dashboard names; `undefined` where it names a whole run, or nothing. */
export function trialsOfTarget(arg: unknown): readonly number[] | undefined {
  if (!isObject(arg)) return undefined;
  if ('trial' in arg && typeof arg.trial === 'number') return [arg.trial];
  if (!('trials' in arg) || !Array.isArray(arg.trials)) return undefined;
  return arg.trials.filter((trial): trial is number => typeof trial === 'number');
}

function runItem(name: string, run: WatchedRun): vscode.QuickPickItem & { run: WatchedRun } {
  const standing = standingOf(run.state, run.liveness, run.problem);
  return {
    label: `${name} · ${runLabel(run.state, run.runId)}`,
    description: run.problem ?? runDescription(run.state, standing, Date.now()),
    run,
  };
}

async function offerNewExperiment(): Promise<void> {
  const create = vscode.l10n.t('New Experiment');
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t('This workspace has no experiments yet.'),
    create,
  );
  if (choice === create) await vscode.commands.executeCommand('nas.newExperiment');
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function hasKind(value: unknown, kind: string): value is object {
  return isObject(value) && 'kind' in value && value.kind === kind;
}
