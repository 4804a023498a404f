import * as vscode from 'vscode';

const MIN_HEIGHT_PX = 12;
const MAX_HEIGHT_PX = 40;
/** What the editor multiplies the font size with when no line height is set. */
const LINE_HEIGHT_RATIO = process.platform === 'darwin' ? 1.5 : 1.35;
/** Line heights below this are factors of the font size. */
const SMALLEST_LINE_HEIGHT_PX = 8;

/** The editor's line height in pixels, by the editor's own rule. */
export function lineHeight(scope: vscode.Uri): number {
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
