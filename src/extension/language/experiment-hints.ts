import * as vscode from 'vscode';
import { hintPlaces } from '../../core/experiment/hints';
import { Disposable } from '../disposable';
import { isExperiment } from '../runs/run-files';
import { onSettingChanged, setting } from '../settings';
import { EXPERIMENT_FILES } from './experiment-lenses';
import { hintWords } from './hint-words';
import type { HintWords } from './hint-words';
import type { Outlooks } from './outlooks';

/** Size of the space, costs and time, beside the keys that decide them. */
export class ExperimentHints extends Disposable implements vscode.InlayHintsProvider {
  readonly #changed = this.register(new vscode.EventEmitter<void>());
  readonly onDidChangeInlayHints = this.#changed.event;

  constructor(private readonly outlooks: Outlooks) {
    super();
    this.register(outlooks.onChanged(() => this.#changed.fire()));
    this.register(onSettingChanged('inlayHints.enabled', () => this.#changed.fire()));
    this.register(vscode.languages.registerInlayHintsProvider(EXPERIMENT_FILES, this));
  }

  provideInlayHints(document: vscode.TextDocument, range: vscode.Range): vscode.InlayHint[] {
    if (!isExperiment(document.uri) || !setting('inlayHints.enabled', document.uri)) return [];
    const outlook = this.outlooks.of(document);
    if (!outlook) return [];
    const { picture, estimate } = outlook;
    return hintPlaces(document.getText()).flatMap(({ key, offset }) => {
      const position = document.positionAt(offset);
      const said = range.contains(position) ? hintWords(key, { ...picture, estimate }) : undefined;
      return said ? [inlayHint(position, said)] : [];
    });
  }
}

function inlayHint(position: vscode.Position, { words, detail }: HintWords): vscode.InlayHint {
  const hint = new vscode.InlayHint(position, words);
  hint.paddingLeft = true;
  hint.tooltip = new vscode.MarkdownString(detail);
  return hint;
}
