import * as vscode from 'vscode';
import { InputError } from '../../core/base/errors';
import type { RunStore } from '../runs/run-store';
import { setting } from '../settings';
import { escapeMarkdown } from '../tree/run-text';
import { factsTable, knownTrials } from './candidate-facts';
import type { NearSpaces } from './near-spaces';
import { ANY_FILE } from './notation-lenses';
import type { Written } from './notations/notation';
import { writtenAt } from './notations/written-at';
import { svgDataUri } from './pictures/svg';
import { themePalette } from './theme';
import { placeIn, textLinesOf } from './written-place';
import type { WrittenPlace } from './written-place';

const COMMANDS = ['nas.showArchitecture', 'nas.copyNotation', 'nas.copyArchitectureJson'] as const;

/** A picture, the costs and what is known of the architecture under the pointer. */
export function registerNotationHover(store: RunStore, near: NearSpaces): vscode.Disposable {
  return vscode.languages.registerHoverProvider(ANY_FILE, {
    async provideHover(document, position) {
      if (!setting('inlinePreviews.enabled', document.uri)) return undefined;
      const found = writtenAt(textLinesOf(document), position, () => near.of(document));
      if (!found) return undefined;
      const { line, written, from, to } = found;
      const range = new vscode.Range(from.line, from.character, to.line, to.character);
      await store.ready();
      return new vscode.Hover(markdownOf(written, store, placeIn(document, line, written.offset)), range);
    },
  });
}

function markdownOf(written: Written, store: RunStore, place: WrittenPlace): vscode.MarkdownString {
  const link = (command: (typeof COMMANDS)[number], label: string): string =>
    `[${label}](command:${command}?${encodeURIComponent(JSON.stringify([place]))})`;
  const markdown = new vscode.MarkdownString(
    [
      pictureOf(written),
      titleOf(written),
      factsTable(written, knownTrials(store.runs(), written)),
      [
        link('nas.showArchitecture', `$(type-hierarchy) ${vscode.l10n.t('Show Architecture')}`),
        link('nas.copyNotation', `$(copy) ${vscode.l10n.t('Copy Notation')}`),
        link('nas.copyArchitectureJson', `$(json) ${vscode.l10n.t('Copy as JSON')}`),
      ].join(' &nbsp; '),
    ]
      .filter((part) => part !== '')
      .join('\n\n'),
    true,
  );
  markdown.isTrusted = { enabledCommands: COMMANDS };
  return markdown;
}

function pictureOf(written: Written): string {
  try {
    const picture = written.notation.picture(written);
    const { source, width, height } = picture.large(themePalette());
    return `![${escapeMarkdown(picture.words.slice(0, 300))}](${svgDataUri(source)}|width=${width},height=${height})`;
  } catch (error) {
    if (error instanceof InputError) return '';
    throw error;
  }
}

/** Whose space it is read in, where there is one. */
function titleOf({ notation, near }: Written): string {
  return near ? vscode.l10n.t('{0} in the space of {1}', notation.title, escapeMarkdown(near.owner)) : '';
}
