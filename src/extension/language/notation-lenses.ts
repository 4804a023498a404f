import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import { onSettingChanged, setting } from '../settings';
import type { NearSpaces } from './near-spaces';
import { LineCache } from './notations/line-cache';
import { placeIn } from './written-place';

const MAX_LENSES = 500;
const MAX_LINES = 50_000;

/** Lenses *Show* and *Compare with…* on every line of any file that holds an architecture. */
export class NotationLenses extends Disposable implements vscode.CodeLensProvider {
  readonly #changed = this.register(new vscode.EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.#changed.event;
  #lines = new WeakMap<vscode.TextDocument, LineCache>();

  constructor(private readonly near: NearSpaces) {
    super();
    this.register(onSettingChanged('codeLens.enabled', () => this.#changed.fire()));
    this.register(
      near.onChanged(() => {
        this.#lines = new WeakMap();
        this.#changed.fire();
      }),
    );
    this.register(vscode.languages.registerCodeLensProvider(ANY_FILE, this));
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    if (!setting('codeLens.enabled', document.uri)) return [];
    let lines = this.#lines.get(document);
    if (!lines) this.#lines.set(document, (lines = new LineCache(() => this.near.of(document))));
    const lenses: vscode.CodeLens[] = [];
    // One string cut up is much cheaper than a line at a time.
    const texts = document.getText().split(/\r\n|\r|\n/, MAX_LINES);
    for (let line = 0; line < texts.length && lenses.length < MAX_LENSES; line++) {
      for (const { notation, offset, length } of lines.find(texts[line]!)) {
        const range = new vscode.Range(line, offset, line, offset + length);
        const place = [placeIn(document, line, offset)];
        lenses.push(
          new vscode.CodeLens(range, {
            title: `$(type-hierarchy)\u00a0${vscode.l10n.t('Show')}`,
            tooltip: vscode.l10n.t('Show this architecture ({0})', notation.title),
            command: 'nas.showArchitecture',
            arguments: place,
          }),
          new vscode.CodeLens(range, {
            title: `$(diff)\u00a0${vscode.l10n.t('Compare with…')}`,
            tooltip: vscode.l10n.t('Show it beside others: of this file, of runs, of architecture files'),
            command: 'nas.compareArchitectures',
            arguments: place,
          }),
        );
      }
    }
    return lenses;
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
