import * as vscode from 'vscode';
import type { Fix, Problem } from '../../core/experiment/experiment';
import { ExperimentText } from '../../core/experiment/experiment-text';
import { fixAll } from '../../core/experiment/fix-all';
import { findingProblem, readExperiment } from '../../core/experiment/read-experiment';
import { withFindings } from '../../core/experiment/with-findings';
import { Disposable } from '../disposable';
import { isExperiment } from '../runs/run-files';
import { EXPERIMENT_FILES } from './experiment-lenses';
import type { Outlooks } from './outlooks';

const SOURCE = 'NAS';
const DELAY_MS = 200;
const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append('nas');

interface Checked {
  readonly version: number;
  readonly problems: readonly Problem[];
}

/** Problems of the open experiment files, with quick fixes. */
export class ExperimentDiagnostics extends Disposable implements vscode.CodeActionProvider {
  readonly #collection = this.register(vscode.languages.createDiagnosticCollection('nas'));
  readonly #checked = new Map<string, Checked>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #told = this.register(new vscode.EventEmitter<vscode.Uri>());
  readonly onChecked = this.#told.event;

  constructor(private readonly outlooks: Outlooks) {
    super();
    this.register(vscode.workspace.onDidOpenTextDocument((document) => this.#check(document)));
    this.register(vscode.workspace.onDidChangeTextDocument(({ document }) => this.#checkSoon(document)));
    this.register(vscode.workspace.onDidCloseTextDocument((document) => this.#forget(document.uri)));
    this.register(
      outlooks.onChanged((uri) => {
        const document = vscode.workspace.textDocuments.find(
          (open) => open.uri.toString() === uri.toString(),
        );
        if (document) this.#check(document);
      }),
    );
    this.register(
      vscode.languages.registerCodeActionsProvider(EXPERIMENT_FILES, this, {
        providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, FIX_ALL],
      }),
    );
    for (const document of vscode.workspace.textDocuments) this.#check(document);
  }

  /** What is known to be wrong with the text as it is now; what was wrong before, until it has been looked at. */
  problemsOf(document: vscode.TextDocument): readonly Problem[] {
    return this.#checked.get(document.uri.toString())?.problems ?? [];
  }

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { only }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const found = this.#checked.get(document.uri.toString());
    if (found?.version !== document.version) return [];
    const all = fixAll(found.problems);
    return [
      ...found.problems
        .filter((problem) => rangeOf(document, problem).intersection(range) !== undefined)
        .flatMap((problem) => actionsFor(document, problem)),
      // A source action is offered where it is asked for: on save, or in its own menu.
      ...(all && only?.contains(FIX_ALL) ? [actionOf(document, all, FIX_ALL)] : []),
    ];
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
    const text = document.getText();
    const { problems: own } = readExperiment(text);
    const findings = this.outlooks.findingsOf(document);
    const source = new ExperimentText(text);
    const problems = withFindings(
      own,
      findings.map((finding) => findingProblem(source, finding)),
    );
    this.#checked.set(document.uri.toString(), { version: document.version, problems });
    this.#collection.set(
      document.uri,
      problems.filter(({ code }) => !isSaidByJson(code)).map((problem) => diagnosticOf(document, problem)),
    );
    this.#told.fire(document.uri);
  }

  #forget(uri: vscode.Uri): void {
    const key = uri.toString();
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
    this.#checked.delete(key);
    this.#collection.delete(uri);
  }
}

/**
 * VS Code's own JSON support reports broken text and repeated keys, in any
 * JSON file and with or without a schema. Saying so again would only show each
 * twice; the fixes are offered all the same.
 */
function isSaidByJson(code: Problem['code']): boolean {
  if (code !== 'syntax' && code !== 'repeated-key') return false;
  return vscode.workspace.getConfiguration('json').get<boolean>('validate.enable', true);
}

function diagnosticOf(document: vscode.TextDocument, problem: Problem): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    rangeOf(document, problem),
    problem.message,
    problem.severity === 'error' ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning,
  );
  diagnostic.source = SOURCE;
  diagnostic.code = problem.code;
  return diagnostic;
}

function actionsFor(document: vscode.TextDocument, problem: Problem): vscode.CodeAction[] {
  return problem.fixes.map((fix, i) => {
    const action = actionOf(document, fix, vscode.CodeActionKind.QuickFix);
    action.diagnostics = [diagnosticOf(document, problem)];
    action.isPreferred = i === 0 && (fix.isSafe === true || problem.fixes.length === 1);
    return action;
  });
}

function actionOf(
  document: vscode.TextDocument,
  { title, edits }: Fix,
  kind: vscode.CodeActionKind,
): vscode.CodeAction {
  const action = new vscode.CodeAction(title, kind);
  action.edit = new vscode.WorkspaceEdit();
  action.edit.set(
    document.uri,
    edits.map(({ offset, length, text }) => new vscode.TextEdit(spanOf(document, offset, length), text)),
  );
  return action;
}

/** A problem without length is shown on one character, so that it can be seen and hovered. */
function rangeOf(document: vscode.TextDocument, { offset, length }: Problem): vscode.Range {
  return spanOf(document, offset, Math.max(1, length));
}

function spanOf(document: vscode.TextDocument, offset: number, length: number): vscode.Range {
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
}
