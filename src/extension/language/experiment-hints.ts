import * as vscode from 'vscode';
import { hintsOf } from '../../core/experiment/hints';
import type { Hint } from '../../core/experiment/hints';
import { Disposable } from '../disposable';
import { formatCount, formatDuration } from '../format';
import { isExperiment } from '../runs/run-files';
import { onSettingChanged, setting } from '../settings';
import { EXPERIMENT_FILES } from './experiment-lenses';
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
    return hintsOf(document.getText(), {
      ...picture,
      estimate,
      count: formatCount,
      duration: formatDuration,
    })
      .map((hint) => inlayHint(document, hint))
      .filter(({ position }) => range.contains(position));
  }
}

function inlayHint(document: vscode.TextDocument, { offset, words, detail }: Hint): vscode.InlayHint {
  const hint = new vscode.InlayHint(document.positionAt(offset), words);
  hint.paddingLeft = true;
  hint.tooltip = new vscode.MarkdownString(detail);
  return hint;
}
