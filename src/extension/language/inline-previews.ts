import * as vscode from 'vscode';
import { parseNasBench201 } from '../../core/space/nas-bench-201-notation';
import { Disposable } from '../disposable';
import { onSettingChanged, setting } from '../settings';
import { Debounce } from '../throttle';
import type { CellPalette } from './cell-svg';
import { DARK, LIGHT, smallCellSvg, svgDataUri } from './cell-svg';
import { findCells, pictureColumn } from './notation-finder';

const REDRAW_MS = 60;
/** Lines beyond the visible ones that are drawn too, so that slow scrolling shows no gap. */
const MARGIN_LINES = 30;
/** Longer lines are left alone: a minified file is not read for pictures. */
const MAX_LINE_LENGTH = 20_000;
/** Pictures kept; a benchmark file repeats its cells. */
const CACHE_SIZE = 2_000;

/** Small pictures behind the NAS-Bench-201 cells of the visible lines. */
export class InlinePreviews extends Disposable {
  readonly #decoration = this.register(
    vscode.window.createTextEditorDecorationType({
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    }),
  );
  readonly #pictures = new Map<string, vscode.DecorationInstanceRenderOptions>();
  readonly #redraw = this.register(new Debounce(REDRAW_MS, () => this.#drawAll()));

  constructor() {
    super();
    const soon = (): void => this.#redraw.restart();
    this.register(vscode.window.onDidChangeVisibleTextEditors(soon));
    this.register(vscode.window.onDidChangeTextEditorVisibleRanges(soon));
    this.register(vscode.workspace.onDidChangeTextDocument(soon));
    this.register(onSettingChanged('inlinePreviews.enabled', soon));
    this.register(
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (!change.affectsConfiguration('editor')) return;
        this.#pictures.clear();
        soon();
      }),
    );
    soon();
  }

  #drawAll(): void {
    for (const editor of vscode.window.visibleTextEditors) this.#draw(editor);
  }

  #draw(editor: vscode.TextEditor): void {
    const { document } = editor;
    const options = setting('inlinePreviews.enabled', document.uri)
      ? visibleLines(editor).flatMap((line) => this.#decorate(document.lineAt(line), document.uri))
      : [];
    editor.setDecorations(this.#decoration, options);
  }

  #decorate(line: vscode.TextLine, scope: vscode.Uri): vscode.DecorationOptions[] {
    if (line.text.length > MAX_LINE_LENGTH) return [];
    const cells = findCells(line.text);
    return cells.map(({ notation, offset }) => {
      const column = pictureColumn(line.text, offset + notation.length, cells.length);
      const end = new vscode.Position(line.lineNumber, column);
      return { range: new vscode.Range(end, end), renderOptions: this.#picture(notation, lineHeight(scope)) };
    });
  }

  #picture(notation: string, heightPx: number): vscode.DecorationInstanceRenderOptions {
    const key = `${heightPx} ${notation}`;
    const known = this.#pictures.get(key);
    if (known) return known;
    if (this.#pictures.size >= CACHE_SIZE) this.#pictures.clear();
    const operations = parseNasBench201(notation);
    const after = (palette: CellPalette): vscode.ThemableDecorationAttachmentRenderOptions => ({
      contentIconPath: vscode.Uri.parse(svgDataUri(smallCellSvg(operations, heightPx, palette))),
      margin: '0 0 0 12px',
      // An SVG of the line's height moves nothing only when it is aligned to the top of the line.
      textDecoration: 'none; vertical-align: top',
    });
    const picture = { dark: { after: after(DARK) }, light: { after: after(LIGHT) } };
    this.#pictures.set(key, picture);
    return picture;
  }
}

function visibleLines({ document, visibleRanges }: vscode.TextEditor): number[] {
  const lines = new Set<number>();
  for (const { start, end } of visibleRanges) {
    const last = Math.min(document.lineCount - 1, end.line + MARGIN_LINES);
    for (let line = Math.max(0, start.line - MARGIN_LINES); line <= last; line++) lines.add(line);
  }
  return [...lines];
}

const MIN_HEIGHT_PX = 12;
const MAX_HEIGHT_PX = 40;
/** What the editor multiplies the font size with when no line height is set. */
const LINE_HEIGHT_RATIO = process.platform === 'darwin' ? 1.5 : 1.35;
/** Line heights below this are factors of the font size. */
const SMALLEST_LINE_HEIGHT_PX = 8;

/** The editor's line height in pixels, by the editor's own rule. */
function lineHeight(scope: vscode.Uri): number {
  const editor = vscode.workspace.getConfiguration('editor', scope);
  const fontSize = editor.get<number>('fontSize', 14);
  const height = editor.get<number>('lineHeight', 0);
  const px =
    height <= 0
      ? fontSize * LINE_HEIGHT_RATIO
      : height < SMALLEST_LINE_HEIGHT_PX
        ? fontSize * height
        : height;
  return Math.min(MAX_HEIGHT_PX, Math.max(MIN_HEIGHT_PX, Math.round(px)));
}
