import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import { onSettingChanged, setting } from '../settings';
import type { NearSpaces } from './near-spaces';
import { LineCache } from './notations/line-cache';
import { placeIn } from './written-place';

const MAX_LINES = 50_000;
/** Each takes a line of its own in the editor, seen or not; beyond that many, scrolling suffers. */
const MAX_ARCHITECTURES = 10_000;

/** A lens before it comes into sight: only then are its words and command made. */
class ArchitectureLens extends vscode.CodeLens {
  constructor(
    range: vscode.Range,
    readonly action: 'show' | 'compare',
    /** What it is written in. */
    readonly notation: string,
    readonly document: vscode.TextDocument,
  ) {
    super(range);
  }
}

/** Lenses *Show* and *Compare with…* on every line of any file that holds an architecture. */
export class NotationLenses extends Disposable implements vscode.CodeLensProvider<ArchitectureLens> {
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

  provideCodeLenses(document: vscode.TextDocument): ArchitectureLens[] {
    if (!setting('codeLens.enabled', document.uri)) return [];
    let lines = this.#lines.get(document);
    if (!lines) this.#lines.set(document, (lines = new LineCache(() => this.near.of(document))));
    const lenses: ArchitectureLens[] = [];
    // One string cut up is much cheaper than a line at a time.
    const texts = document.getText().split(/\r\n|\r|\n/, MAX_LINES);
    for (let line = 0; line < texts.length && lenses.length < 2 * MAX_ARCHITECTURES; line++) {
      for (const { notation, offset, length } of lines.find(texts[line]!)) {
        const range = new vscode.Range(line, offset, line, offset + length);
        lenses.push(
          new ArchitectureLens(range, 'show', notation.title, document),
          new ArchitectureLens(range, 'compare', notation.title, document),
        );
      }
    }
    return lenses;
  }

  resolveCodeLens(lens: ArchitectureLens): ArchitectureLens {
    const { line, character } = lens.range.start;
    const place = [placeIn(lens.document, line, character)];
    lens.command =
      lens.action === 'show'
        ? {
            title: `$(type-hierarchy)\u00a0${vscode.l10n.t('Show')}`,
            tooltip: vscode.l10n.t('Show this architecture ({0})', lens.notation),
            command: 'nas.showArchitecture',
            arguments: place,
          }
        : {
            title: `$(diff)\u00a0${vscode.l10n.t('Compare with…')}`,
            tooltip: vscode.l10n.t('Show it beside others: of this file, of runs, of architecture files'),
            command: 'nas.compareArchitectures',
            arguments: place,
          };
    return lens;
  }
}

/** Files, cells of notebooks and unsaved texts; not the output panel, the source control's input or our own pages. */
export const ANY_FILE: vscode.DocumentSelector = [
  { scheme: 'file' },
  { scheme: 'untitled' },
  { scheme: 'vscode-notebook-cell' },
  { scheme: 'vscode-vfs' },
  { scheme: 'vscode-remote' },
  { scheme: 'git' },
];
