import * as vscode from 'vscode';
import { readExperiment } from '../../core/experiment/read-experiment';
import type { Problem } from '../../core/experiment/experiment';
import { Disposable } from '../disposable';
import { isExperiment } from '../runs/run-files';
import { EXPERIMENT_FILES } from './experiment-lenses';

const SOURCE = 'NAS';
const DELAY_MS = 200;

/** Problems of the open experiment files, with quick fixes. */
export class ExperimentDiagnostics extends Disposable implements vscode.CodeActionProvider {
  readonly #collection = this.register(vscode.languages.createDiagnosticCollection('nas'));
  readonly #problems = new Map<string, { readonly version: number; readonly problems: readonly Problem[] }>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor() {
    super();
    this.register(vscode.workspace.onDidOpenTextDocument((document) => this.#check(document)));
    this.register(vscode.workspace.onDidChangeTextDocument(({ document }) => this.#checkSoon(document)));
    this.register(vscode.workspace.onDidCloseTextDocument((document) => this.#forget(document.uri)));
    this.register(
      vscode.languages.registerCodeActionsProvider(EXPERIMENT_FILES, this, {
        providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
      }),
    );
    for (const document of vscode.workspace.textDocuments) this.#check(document);
  }

  provideCodeActions(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
    const found = this.#problems.get(document.uri.toString());
    if (found?.version !== document.version) return [];
    return found.problems
      .filter((problem) => rangeOf(document, problem).intersection(range) !== undefined)
      .flatMap((problem) => actionsFor(document, problem));
  }

  override dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    super.dispose();
  }

  #checkSoon(document: vscode.TextDocument): void {
    if (!isExperiment(document.uri)) return;
    const key = document.uri.toString();
    clearTimeout(this.#timers.get(key));
    this.#timers.set(
      key,
      setTimeout(() => this.#check(document), DELAY_MS),
    );
  }

  #check(document: vscode.TextDocument): void {
    if (!isExperiment(document.uri) || document.isClosed || document.uri.scheme === 'git') return;
    const { problems } = readExperiment(document.getText());
    this.#problems.set(document.uri.toString(), { version: document.version, problems });
    this.#collection.set(
      document.uri,
      problems.map((problem) => diagnosticOf(document, problem)),
    );
  }

  #forget(uri: vscode.Uri): void {
    const key = uri.toString();
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
    this.#problems.delete(key);
    this.#collection.delete(uri);
  }
}

function diagnosticOf(document: vscode.TextDocument, problem: Problem): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    rangeOf(document, problem),
    problem.message,
    problem.severity === 'error' ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning,
  );
  diagnostic.source = SOURCE;
  return diagnostic;
}

function actionsFor(document: vscode.TextDocument, problem: Problem): vscode.CodeAction[] {
  return problem.fixes.map((fix, i) => {
    const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
    action.edit = new vscode.WorkspaceEdit();
    action.edit.set(
      document.uri,
      fix.edits.map(
        ({ offset, length, text }) => new vscode.TextEdit(spanOf(document, offset, length), text),
      ),
    );
    action.diagnostics = [diagnosticOf(document, problem)];
    action.isPreferred = i === 0 && problem.fixes.length === 1;
    return action;
  });
}

/** A problem without length is shown on one character, so that it can be seen and hovered. */
function rangeOf(document: vscode.TextDocument, { offset, length }: Problem): vscode.Range {
  return spanOf(document, offset, Math.max(1, length));
}

function spanOf(document: vscode.TextDocument, offset: number, length: number): vscode.Range {
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
}
