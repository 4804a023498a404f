import * as vscode from 'vscode';
import { createArchitecture } from '../../core/graph/architecture';
import { architectureText } from '../../core/graph/architecture-text';
import { architectureStateSchema, architectureTitle, pictureOf } from '../panels/architecture-state';
import type { ArchitectureState } from '../panels/architecture-state';
import type { RunStore } from '../runs/run-store';

const SCHEME = 'nas-architecture';

/** Architectures as read-only documents, one node a line. Their addresses hold all that is needed to make them again. */
export function registerArchitectureDocuments(store: RunStore): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    async provideTextDocumentContent({ query }) {
      const { nodes, title, notation } = await pictureOf(
        store,
        architectureStateSchema.parse(JSON.parse(query)),
      );
      const heading = [title, ...(notation.startsWith('{') ? [] : [notation])].map((line) => `# ${line}\n`);
      return `${heading.join('')}\n${architectureText(createArchitecture(nodes))}`;
    },
  });
}

export function architectureDocument(state: ArchitectureState): vscode.Uri {
  return vscode.Uri.from({
    scheme: SCHEME,
    path: `/${architectureTitle(state).replaceAll('/', ' ')}.txt`,
    query: JSON.stringify(state),
  });
}

export async function showArchitectureText(state: ArchitectureState): Promise<void> {
  await vscode.window.showTextDocument(architectureDocument(state));
}

/** The editor's own comparison of two architectures as text. */
export async function compareArchitectureTexts(
  before: ArchitectureState,
  after: ArchitectureState,
): Promise<void> {
  await vscode.commands.executeCommand(
    'vscode.diff',
    architectureDocument(before),
    architectureDocument(after),
    `${architectureTitle(before)} ↔ ${architectureTitle(after)}`,
  );
}
