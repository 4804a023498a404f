import * as vscode from 'vscode';
import { fileReferences } from '../../core/experiment/file-references';
import { paperLinks } from '../../core/experiment/paper-links';
import { isExperiment } from '../runs/run-files';
import { resolveReference } from './experiment-files';
import { EXPERIMENT_FILES } from './experiment-lenses';

/** Links on the files that an experiment names, where these are there, and on the papers of its strategy and space. */
export function registerExperimentLinks(): vscode.Disposable {
  return vscode.languages.registerDocumentLinkProvider(EXPERIMENT_FILES, {
    async provideDocumentLinks(document) {
      if (!isExperiment(document.uri)) return [];
      const text = document.getText();
      const papers = paperLinks(text).map(({ offset, length, url, title }) =>
        linkAt(document, offset, length, vscode.Uri.parse(url), title),
      );
      const files = await Promise.all(
        fileReferences(text).map(async ({ value, offset, length }) => {
          const target = resolveReference(document.uri, value);
          const type = await typeOf(target);
          if (type === undefined) return [];
          // A folder cannot be opened in an editor; it can be shown.
          const address = (type & vscode.FileType.Directory) === 0 ? target : revealing(target);
          return [linkAt(document, offset, length, address, value)];
        }),
      );
      return [...papers, ...files.flat()];
    },
  });
}

function linkAt(
  document: vscode.TextDocument,
  offset: number,
  length: number,
  target: vscode.Uri,
  tooltip: string,
): vscode.DocumentLink {
  const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
  const link = new vscode.DocumentLink(range, target);
  link.tooltip = tooltip;
  return link;
}

function revealing(folder: vscode.Uri): vscode.Uri {
  return vscode.Uri.parse(`command:revealInExplorer?${encodeURIComponent(JSON.stringify([folder]))}`);
}

function typeOf(uri: vscode.Uri): Thenable<vscode.FileType | undefined> {
  return vscode.workspace.fs.stat(uri).then(
    ({ type }) => type,
    () => undefined,
  );
}
