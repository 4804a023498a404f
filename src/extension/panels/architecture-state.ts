import * as vscode from 'vscode';
import * as z from 'zod';
import { InputError } from '../../core/base/errors';
import { formatArchitecture, parseArchitecture } from '../../core/graph/architecture-json';
import type { ArchitecturePicture } from '../../protocol/panel-protocol';
import { benchmarkArchitecture } from '../language/notations/nas-bench-201';
import type { Written } from '../language/notations/notation';
import { architecturePicture, runArchitecture } from '../runs/run-architecture';
import type { RunStore } from '../runs/run-store';
import { loadedRun } from './loaded-run';

/** Names one architecture, whatever it comes from; survives a reload of the window. */
export const architectureStateSchema = z.union([
  z.object({ runFolder: z.string(), trial: z.number().int().nonnegative() }),
  /** An architecture file. */
  z.object({ file: z.string() }),
  /** `architecture` as compact JSON; without it the notation is a NAS-Bench-201 cell. */
  z.object({ notation: z.string(), architecture: z.string().optional(), title: z.string().optional() }),
]);

export type ArchitectureState = z.output<typeof architectureStateSchema>;

/** Equal for what is the same architecture of the same origin. */
export function architectureKey(state: ArchitectureState): string {
  if ('runFolder' in state) return `${state.runFolder} ${state.trial}`;
  return 'file' in state ? state.file : `${architectureTitle(state)} ${state.notation}`;
}

export function architectureTitle(state: ArchitectureState): string {
  if ('runFolder' in state) return vscode.l10n.t('Trial {0}', state.trial);
  if ('file' in state) return vscode.Uri.parse(state.file).path.split('/').at(-1)!;
  return state.title ?? vscode.l10n.t('NAS-Bench-201 cell');
}

/** The same candidate where its run is now. */
export function movedArchitecture(
  state: ArchitectureState,
  to: (runFolder: string) => string,
): ArchitectureState {
  return 'runFolder' in state ? { ...state, runFolder: to(state.runFolder) } : state;
}

/** One that stands in a text. Throws `InputError` when it cannot be built. */
export function writtenState(written: Written): ArchitectureState {
  const { notation, near, text } = written;
  return {
    notation: text,
    architecture: formatArchitecture(notation.architecture(written)),
    title: near ? `${near.owner} · ${notation.title}` : notation.title,
  };
}

/** Rejects with why there is nothing to show. */
export async function pictureOf(store: RunStore, state: ArchitectureState): Promise<ArchitecturePicture> {
  if ('runFolder' in state) {
    const run = await loadedRun(store, state.runFolder);
    const record = run.state.trials[state.trial];
    if (!record) {
      const gone = vscode.l10n.t('The run has no trial {0} (any more)', state.trial);
      throw new InputError('', run.problem ?? gone);
    }
    return runArchitecture(run, record);
  }
  if ('file' in state) {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(state.file, true));
    return filePicture(architectureTitle(state), document.getText());
  }
  const architecture =
    state.architecture === undefined
      ? benchmarkArchitecture(state.notation)
      : parseArchitecture(state.architecture);
  return architecturePicture(architecture, architectureTitle(state), state.notation);
}

/** Throws `InputError` that names the file, and the line or the node in it. */
export function filePicture(name: string, text: string): ArchitecturePicture {
  try {
    const architecture = parseArchitecture(text);
    return architecturePicture(architecture, name, formatArchitecture(architecture));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.path === '' ? name : `${name}, ${error.path}`, error.problem);
  }
}
