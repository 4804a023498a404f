import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import { onSettingChanged, setting } from '../settings';
import { findCells } from './notation-finder';

const MAX_LENSES = 500;

/** Lenses *Show* and *Compare with…* on every line of any file that holds a NAS-Bench-201 cell. */
export class NotationLenses extends Disposable implements vscode.CodeLensProvider {
  readonly #changed = this.register(new vscode.EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor() {
    super();
    this.register(onSettingChanged('codeLens.enabled', () => this.#changed.fire()));
    this.register(vscode.languages.registerCodeLensProvider(ANY_FILE, this));
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    if (!setting('codeLens.enabled', document.uri)) return [];
    return findCells(document.getText(), MAX_LENSES).flatMap(({ notation, offset }) => {
      const start = document.positionAt(offset);
      const range = new vscode.Range(start, start.translate(0, notation.length));
      const lens = (command: vscode.Command) => new vscode.CodeLens(range, command);
      return [
        lens({
          title: '$(type-hierarchy)\u00a0Show',
          tooltip: 'Show the architecture of this cell',
          command: 'nas.showArchitecture',
          arguments: [{ notation }],
        }),
        lens({
          title: '$(diff)\u00a0Compare with…',
          tooltip: 'Show this cell beside others: of this file, of runs, of architecture files',
          command: 'nas.compareArchitectures',
          arguments: [{ notation }],
        }),
      ];
    });
  }
}

/** Files and unsaved texts; not the output panel, the source control's input or our own pages. */
export const ANY_FILE: vscode.DocumentSelector = [
  { scheme: 'file' },
  { scheme: 'untitled' },
  { scheme: 'vscode-vfs' },
  { scheme: 'vscode-remote' },
  { scheme: 'git' },
];
