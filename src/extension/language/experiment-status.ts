import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import type { ExperimentDiagnostics } from './diagnostics';
import { EXPERIMENT_FILES } from './experiment-lenses';
import { statusOf } from './experiment-status-text';
import type { Outlooks } from './outlooks';

/** The language status of the experiment in the active editor: valid or how many problems, and the size of its space. */
export class ExperimentStatus extends Disposable {
  readonly #item = this.register(
    vscode.languages.createLanguageStatusItem('nas.experiment', EXPERIMENT_FILES),
  );

  constructor(
    private readonly diagnostics: ExperimentDiagnostics,
    private readonly outlooks: Outlooks,
  ) {
    super();
    this.#item.name = vscode.l10n.t('NAS Experiment');
    this.register(diagnostics.onChecked(() => this.#show()));
    this.register(outlooks.onChanged(() => this.#show()));
    this.register(vscode.window.onDidChangeActiveTextEditor(() => this.#show()));
    this.#show();
  }

  #show(): void {
    const document = vscode.window.activeTextEditor?.document;
    if (!document) return;
    const { text, detail, severity } = statusOf(
      this.diagnostics.problemsOf(document),
      this.outlooks.of(document)?.picture,
    );
    this.#item.text = text;
    this.#item.detail = detail;
    this.#item.severity = {
      error: vscode.LanguageStatusSeverity.Error,
      warning: vscode.LanguageStatusSeverity.Warning,
      none: vscode.LanguageStatusSeverity.Information,
    }[severity];
    this.#item.command =
      severity === 'none'
        ? {
            title: vscode.l10n.t('Explain This Space'),
            command: 'nas.explainSpace',
            arguments: [document.uri],
          }
        : { title: vscode.l10n.t('Show Problems'), command: 'workbench.actions.view.problems' };
  }
}
