import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import { Debounce } from '../throttle';
import { ArchitecturePage } from './architecture-page';
import type { ArchitectureServices } from './architecture-kind';
import { architectureTitle, filePicture } from './architecture-state';

const VIEW_TYPE = 'nas.architectureFile';

const EDIT_DELAY_MS = 250;

/** Shows `*.arch.json` as drawn networks; the text is edited in a text editor beside it, and followed. */
export class ArchitectureEditor extends Disposable implements vscode.CustomTextEditorProvider {
  constructor(private readonly services: ArchitectureServices) {
    super();
    this.register(vscode.window.registerCustomEditorProvider(VIEW_TYPE, this));
  }

  resolveCustomTextEditor(document: vscode.TextDocument, panel: vscode.WebviewPanel): void {
    const { extensionUri, log } = this.services;
    const state = { file: document.uri.toString() };
    const page = new ArchitecturePage(panel, {
      extensionUri,
      log,
      state,
      isEditor: true,
      picture: () =>
        new Promise((resolve) => resolve(filePicture(architectureTitle(state), document.getText()))),
    });
    const edited = new Debounce(EDIT_DELAY_MS, () => page.refresh());
    const changes = vscode.workspace.onDidChangeTextDocument(({ document: changed, contentChanges }) => {
      if (changed === document && contentChanges.length > 0) edited.restart();
    });
    panel.onDidDispose(() => {
      changes.dispose();
      edited.dispose();
    });
  }
}
