import * as vscode from 'vscode';
import { InputError } from '../../core/base/errors';
import type { SearchSpace } from '../../core/space/space';
import { Disposable } from '../disposable';
import { onSettingChanged, setting } from '../settings';
import { Debounce } from '../throttle';
import { lineHeight } from './line-height';
import type { NearSpaces } from './near-spaces';
import { DocumentTexts } from './notations/document-texts';
import type { Written } from './notations/notation';
import { keyOfPictures, linesToDraw, picturesOf } from './notations/visible-pictures';
import type { Palette } from './pictures/palette';
import { svgDataUri } from './pictures/svg';
import { decorationPalettes } from './theme';
import { textLinesOf } from './written-place';

const REDRAW_MS = 60;
/** Pictures kept; a benchmark file repeats its cells. */
const CACHE_SIZE = 2_000;

/** Small pictures behind the architectures of the visible lines. */
export class InlinePreviews extends Disposable {
  readonly #decoration = this.register(
    vscode.window.createTextEditorDecorationType({
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    }),
  );
  readonly #pictures = new Map<string, vscode.DecorationInstanceRenderOptions | undefined>();
  /** Numbers the spaces: the same text is drawn in another way in another space. */
  readonly #spaces = new WeakMap<SearchSpace, number>();
  #nSpaces = 0;
  #texts = new WeakMap<vscode.TextDocument, DocumentTexts>();
  /** What each editor shows. */
  #shown = new WeakMap<vscode.TextEditor, string>();
  readonly #redraw = this.register(new Debounce(REDRAW_MS, () => this.#drawAll()));

  constructor(private readonly near: NearSpaces) {
    super();
    const soon = (): void => this.#redraw.restart();
    this.register(vscode.window.onDidChangeVisibleTextEditors(soon));
    this.register(vscode.window.onDidChangeTextEditorVisibleRanges(soon));
    this.register(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length === 0) return;
        // The editor moves what it shows with the text: it has to be set again even where we would draw the same.
        for (const editor of vscode.window.visibleTextEditors)
          if (editor.document === document) this.#shown.delete(editor);
        soon();
      }),
    );
    this.register(onSettingChanged('inlinePreviews.enabled', soon));
    this.register(vscode.window.onDidChangeActiveColorTheme(() => this.#forgetPictures()));
    this.register(
      near.onChanged(() => {
        this.#texts = new WeakMap();
        this.#forgetPictures();
      }),
    );
    this.register(
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('editor')) this.#forgetPictures();
      }),
    );
    soon();
  }

  #forgetPictures(): void {
    this.#pictures.clear();
    this.#shown = new WeakMap();
    this.#redraw.restart();
  }

  #drawAll(): void {
    for (const editor of vscode.window.visibleTextEditors) this.#draw(editor);
  }

  #draw(editor: vscode.TextEditor): void {
    const { document } = editor;
    const pictures = setting('inlinePreviews.enabled', document.uri)
      ? picturesOf(
          linesToDraw(
            editor.visibleRanges.map(({ start, end }) => ({ first: start.line, last: end.line })),
            document.lineCount,
          ),
          textLinesOf(document),
          document.version,
          this.#textsOf(document),
        )
      : [];
    const key = keyOfPictures(pictures);
    if (this.#shown.get(editor) === key) return;
    this.#shown.set(editor, key);
    const heightPx = lineHeight(document.uri);
    editor.setDecorations(
      this.#decoration,
      pictures.flatMap(({ line, column, written }) => {
        const renderOptions = this.#picture(written, heightPx);
        return renderOptions ? [{ range: new vscode.Range(line, column, line, column), renderOptions }] : [];
      }),
    );
  }

  #textsOf(document: vscode.TextDocument): DocumentTexts {
    let texts = this.#texts.get(document);
    if (!texts) this.#texts.set(document, (texts = new DocumentTexts(() => this.near.of(document))));
    return texts;
  }

  /** `undefined` for what cannot be built and so not be drawn. */
  #picture(written: Written, heightPx: number): vscode.DecorationInstanceRenderOptions | undefined {
    const { notation, text, near } = written;
    const key = `${heightPx} ${notation.kind} ${near ? this.#numberOf(near.space) : ''} ${text}`;
    if (this.#pictures.has(key)) return this.#pictures.get(key);
    if (this.#pictures.size >= CACHE_SIZE) this.#pictures.clear();
    const picture = drawn(written, heightPx);
    this.#pictures.set(key, picture);
    return picture;
  }

  #numberOf(space: SearchSpace): number {
    let number = this.#spaces.get(space);
    if (number === undefined) this.#spaces.set(space, (number = this.#nSpaces++));
    return number;
  }
}

function drawn(written: Written, heightPx: number): vscode.DecorationInstanceRenderOptions | undefined {
  const { dark, light } = decorationPalettes();
  try {
    const picture = written.notation.picture(written);
    const after = (palette: Palette): vscode.ThemableDecorationAttachmentRenderOptions => ({
      contentIconPath: vscode.Uri.parse(svgDataUri(picture.small(heightPx, palette))),
      margin: '0 0 0 12px',
      // An SVG of the line's height moves nothing only when it is aligned to the top of the line.
      textDecoration: 'none; vertical-align: top',
    });
    return { dark: { after: after(dark) }, light: { after: after(light) } };
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
