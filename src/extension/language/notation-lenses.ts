import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import { formatExact } from '../format';
import { onSettingChanged, setting } from '../settings';
import type { NearSpaces } from './near-spaces';
import { MAX_LINE_LENGTH } from './notations/all';
import { MOST_CHARACTERS } from './notations/node-list';
import { WholeText } from './notations/whole-text';
import type { Cut } from './notations/whole-text';
import { placeIn } from './written-place';

/** Each architecture takes a line of its own in the editor, seen or not; beyond that many, scrolling suffers. */
const LIMITS = { lines: 50_000, architectures: 10_000 };

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
export class NotationLenses extends Disposable implements vscode.CodeLensProvider {
  readonly #changed = this.register(new vscode.EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.#changed.event;
  #texts = new WeakMap<vscode.TextDocument, WholeText>();

  constructor(private readonly near: NearSpaces) {
    super();
    this.register(onSettingChanged('codeLens.enabled', () => this.#changed.fire()));
    this.register(
      near.onChanged(() => {
        this.#texts = new WeakMap();
        this.#changed.fire();
      }),
    );
    this.register(vscode.languages.registerCodeLensProvider(ANY_FILE, this));
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    if (!setting('codeLens.enabled', document.uri)) return [];
    let text = this.#texts.get(document);
    if (!text) this.#texts.set(document, (text = new WholeText(() => this.near.of(document))));
    const { found, cuts } = text.find(document.getText(), LIMITS);
    return [
      ...found.flatMap(({ line, written: { notation, offset, length } }) => {
        const range = new vscode.Range(line, offset, line, offset + length);
        return (['show', 'compare'] as const).map(
          (action) => new ArchitectureLens(range, action, notation.title, document),
        );
      }),
      ...cuts.map(cutLens),
    ];
  }

  resolveCodeLens(lens: vscode.CodeLens): vscode.CodeLens {
    if (!(lens instanceof ArchitectureLens)) return lens;
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

/** Says what is left out where it is left out. It has nothing to click. */
function cutLens({ kind, line, character }: Cut): vscode.CodeLens {
  const range = new vscode.Range(line, character, line, character);
  return new vscode.CodeLens(range, { title: `$(info)\u00a0${cutWords(kind)}`, command: '' });
}

function cutWords(kind: Cut['kind']): string {
  switch (kind) {
    case 'many-architectures':
      return vscode.l10n.t(
        'No more lenses: {0} architectures above have theirs. Drawings and hovers go on.',
        formatExact(LIMITS.architectures),
      );
    case 'many-lines':
      return vscode.l10n.t(
        'No more lenses: the first {0} lines have them. Drawings and hovers go on.',
        formatExact(LIMITS.lines),
      );
    case 'long-line':
      return vscode.l10n.t(
        'Architectures in lines of more than {0} characters are not drawn.',
        formatExact(MAX_LINE_LENGTH),
      );
    case 'long-architecture':
      return vscode.l10n.t(
        'An architecture of more than {0} characters is not drawn.',
        formatExact(MOST_CHARACTERS),
      );
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
