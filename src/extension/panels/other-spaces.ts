import * as vscode from 'vscode';
import { expected, InputError } from '../../core/base/errors';
import { canonicalExperiment } from '../../core/experiment/canonical';
import { readExperiment } from '../../core/experiment/read-experiment';
import { SPACES } from '../../core/space/catalog';
import type { ExperimentText } from '../../protocol/run-protocol';
import type { OtherSpace } from '../../protocol/space-protocol';
import type { RunStore } from '../runs/run-store';

/** The experiments of the workspace, which the store follows: nobody searches the workspace at each question. */
export type Experiments = Pick<RunStore, 'ready' | 'experiments'>;

const MOST_FILES = 200;
const KIND = 'kind:';

/** Kinds that mean nothing without what a person declares. */
const DECLARED = new Set<string>(['custom', 'table']);

/** What the space of `experiment` can be compared with: those of the workspace's other experiments, and kinds as they come. */
export async function otherSpaces(store: Experiments, experiment: vscode.Uri): Promise<OtherSpace[]> {
  const kinds = Object.entries(SPACES).filter(([kind]) => !DECLARED.has(kind));
  return [
    ...(await otherExperiments(store, experiment)).map((uri) => {
      return { id: uri.toString(), title: vscode.workspace.asRelativePath(uri) };
    }),
    ...kinds.map(([kind, { title }]) => ({
      id: `${KIND}${kind}`,
      title: vscode.l10n.t('{0}, as it comes', title),
    })),
  ];
}

/** The experiment behind an id of `otherSpaces`; of a kind, this experiment with another space. Throws `InputError` for any other id. */
export async function otherText(
  store: Experiments,
  experiment: vscode.Uri,
  text: string,
  id: string,
): Promise<ExperimentText> {
  const known = (await otherSpaces(store, experiment)).find((other) => other.id === id);
  if (!known) throw expected('other', 'an experiment of the workspace or a kind of space', id);
  if (!id.startsWith(KIND)) {
    const uri = vscode.Uri.parse(id, true);
    return { experimentPath: uri.fsPath, text: await textOf(uri) };
  }
  const kind = id.slice(KIND.length);
  const read = readExperiment(text).experiment;
  if (!read)
    throw new InputError('', vscode.l10n.t('the experiment has errors: mend them to compare its space'));
  // Any strategy can search at random; those that need a kind of space would refuse the other.
  const other = { ...canonicalExperiment(read), space: { kind }, strategy: { kind: 'random' } };
  return {
    experimentPath: vscode.Uri.joinPath(experiment, '..', kind).fsPath,
    text: JSON.stringify(other),
  };
}

/** The text as edited, saved or not. */
export async function textOf(uri: vscode.Uri): Promise<string> {
  return (await vscode.workspace.openTextDocument(uri)).getText();
}

async function otherExperiments(store: Experiments, experiment: vscode.Uri): Promise<vscode.Uri[]> {
  await store.ready();
  return store
    .experiments()
    .filter(({ uri, exists }) => exists && uri.toString() !== experiment.toString())
    .map(({ uri }) => uri)
    .sort((a, b) => a.toString().localeCompare(b.toString()))
    .slice(0, MOST_FILES);
}
