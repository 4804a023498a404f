import * as vscode from 'vscode';
import { parseNasBench201 } from '../../core/space/nas-bench-201-notation';
import type { RunStore } from '../runs/run-store';
import { cellTable, knownCells } from './cell-facts';
import { DARK, describeCell, LARGE_HEIGHT, LARGE_WIDTH, largeCellSvg, LIGHT, svgDataUri } from './cell-svg';
import { findCells } from './notation-finder';
import { ANY_FILE } from './notation-lenses';

/** A picture, the costs and what is known of the NAS-Bench-201 cell under the pointer. */
export function registerNotationHover(store: RunStore): vscode.Disposable {
  return vscode.languages.registerHoverProvider(ANY_FILE, {
    async provideHover(document, position) {
      const line = document.lineAt(position.line);
      const cell = findCells(line.text).find(
        ({ offset, notation }) =>
          offset <= position.character && position.character <= offset + notation.length,
      );
      if (!cell) return undefined;
      const range = new vscode.Range(
        position.line,
        cell.offset,
        position.line,
        cell.offset + cell.notation.length,
      );
      await store.ready();
      return new vscode.Hover(cellMarkdown(cell.notation, store), range);
    },
  });
}

function cellMarkdown(notation: string, store: RunStore): vscode.MarkdownString {
  const operations = parseNasBench201(notation);
  const picture = svgDataUri(largeCellSvg(operations, isLightTheme() ? LIGHT : DARK));
  const link = (command: string, label: string): string =>
    `[${label}](command:${command}?${encodeURIComponent(JSON.stringify([{ notation }]))})`;
  const markdown = new vscode.MarkdownString(
    [
      `![${describeCell(operations)}](${picture}|width=${LARGE_WIDTH},height=${LARGE_HEIGHT})`,
      cellTable(notation, knownCells(store.runs(), notation)),
      [
        link('nas.showArchitecture', '$(type-hierarchy) Show Architecture'),
        link('nas.copyNotation', '$(copy) Copy Notation'),
      ].join(' &nbsp; '),
    ].join('\n\n'),
    true,
  );
  markdown.isTrusted = { enabledCommands: ['nas.showArchitecture', 'nas.copyNotation'] };
  return markdown;
}

function isLightTheme(): boolean {
  const { kind } = vscode.window.activeColorTheme;
  return kind === vscode.ColorThemeKind.Light || kind === vscode.ColorThemeKind.HighContrastLight;
}
