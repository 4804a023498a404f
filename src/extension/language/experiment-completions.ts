import * as vscode from 'vscode';
import { valueAt } from '../../core/base/issues';
import { completionPlace, headerColumns, metricItems } from '../../core/experiment/completion';
import type { CompletionPlace, Wanted } from '../../core/experiment/completion';
import { fileReferences } from '../../core/experiment/file-references';
import { tableDeclaration } from '../../core/estimator/table-declaration';
import { spaceSchema, createSpace } from '../../core/space/catalog';
import { knownContext } from '../../core/experiment/known-context';
import { taskSchema } from '../../core/experiment/task';
import { parse } from 'jsonc-parser';
import { isExperiment } from '../runs/run-files';
import { EXPERIMENT_FILES } from './experiment-lenses';
import { isFitting, resolveReference } from './experiment-files';
import { readBeginning } from './file-beginning';

const MAX_DECLARATION_BYTES = 1_000_000;
const MAX_HEADER_BYTES = 64_000;

/** Completion for what a schema cannot know: metrics, columns, files beside the experiment, names of knobs. */
export function registerExperimentCompletions(): vscode.Disposable {
  return vscode.languages.registerCompletionItemProvider(
    EXPERIMENT_FILES,
    {
      async provideCompletionItems(document, position) {
        if (!isExperiment(document.uri)) return undefined;
        const text = document.getText();
        const place = completionPlace(text, document.offsetAt(position));
        if (!place) return undefined;
        const range = new vscode.Range(
          document.positionAt(place.offset),
          document.positionAt(place.offset + place.length),
        );
        const items = await itemsFor(place, document);
        return items.map((item) => completed(item, range));
      },
    },
    '"',
    '/',
  );
}

interface Item {
  readonly value: string;
  readonly detail: string;
  readonly documentation?: string;
  readonly kind: vscode.CompletionItemKind;
  /** Goes on completing: a folder. */
  readonly isOpen?: boolean;
}

function itemsFor({ wanted, typed }: CompletionPlace, document: vscode.TextDocument): Promise<Item[]> {
  switch (wanted.kind) {
    case 'metric':
      return metrics(wanted, document);
    case 'column':
      return columns(wanted, document.uri);
    case 'file':
      return files(wanted.what, typed, document.uri);
    case 'knob':
      return Promise.resolve(knobs(document.getText()));
  }
}

function completed(item: Item, range: vscode.Range): vscode.CompletionItem {
  const text = JSON.stringify(item.value);
  const completion = new vscode.CompletionItem({ label: item.value, description: item.detail }, item.kind);
  completion.range = range;
  completion.insertText = text;
  // The token that is replaced begins with a quote.
  completion.filterText = text;
  if (item.documentation !== undefined) completion.documentation = item.documentation;
  if (item.isOpen) {
    completion.insertText = new vscode.SnippetString(
      `${text.slice(0, -1).replaceAll('$', String.raw`\$`)}$0"`,
    );
    completion.command = { title: vscode.l10n.t('More'), command: 'editor.action.triggerSuggest' };
  }
  return completion;
}

async function metrics(
  { names, hasReward }: Extract<Wanted, { kind: 'metric' }>,
  document: vscode.TextDocument,
): Promise<Item[]> {
  const known = names ?? (await declaredMetrics(document));
  return metricItems(known, hasReward).map(({ name, title, description }) => ({
    value: name,
    detail: title,
    documentation: description,
    kind: vscode.CompletionItemKind.EnumMember,
  }));
}

/** What the declaration of a table of one's own says that it measures. */
async function declaredMetrics(document: vscode.TextDocument): Promise<readonly string[]> {
  const table = fileReferences(document.getText()).find(({ path }) => path[0] === 'estimator');
  if (!table || !vscode.workspace.isTrusted) return [];
  const text = await readBeginning(resolveReference(document.uri, table.value), MAX_DECLARATION_BYTES);
  const declared = tableDeclaration.safeParse(text === undefined ? undefined : parse(text));
  return declared.success ? declared.data.metrics.map(({ name }) => name) : [];
}

async function columns(
  { csv, separator }: Extract<Wanted, { kind: 'column' }>,
  experiment: vscode.Uri,
): Promise<Item[]> {
  if (!vscode.workspace.isTrusted) return [];
  const beginning = await readBeginning(resolveReference(experiment, csv), MAX_HEADER_BYTES);
  if (beginning === undefined) return [];
  return headerColumns(beginning, separator).map((value, i) => ({
    value,
    detail: vscode.l10n.t('column {0}', i),
    kind: vscode.CompletionItemKind.Field,
  }));
}

async function files(
  what: Extract<Wanted, { kind: 'file' }>['what'],
  typed: string,
  experiment: vscode.Uri,
): Promise<Item[]> {
  const prefix = typed.slice(0, typed.lastIndexOf('/') + 1);
  const folder = resolveReference(experiment, prefix === '' ? '.' : prefix);
  const entries = await vscode.workspace.fs.readDirectory(folder).then(
    (found) => found,
    () => [],
  );
  return entries.flatMap(([name, type]): Item[] => {
    const isFolder = (type & vscode.FileType.Directory) !== 0;
    if (name.startsWith('.') || name === 'node_modules') return [];
    if (isFolder) {
      return [
        {
          value: `${prefix}${name}/`,
          detail: vscode.l10n.t('folder'),
          kind: vscode.CompletionItemKind.Folder,
          isOpen: true,
        },
      ];
    }
    if (!isFitting(name, what)) return [];
    return [
      { value: `${prefix}${name}`, detail: vscode.l10n.t('file'), kind: vscode.CompletionItemKind.File },
    ];
  });
}

/** Names of the space's knobs, as far as the text says which space it is. */
function knobs(text: string): Item[] {
  const value: unknown = parse(text, [], { allowTrailingComma: true });
  const options = spaceSchema.safeParse(valueAt(value, ['space']));
  if (!options.success) return [];
  const task = taskSchema.safeParse(valueAt(value, ['task'])).data;
  try {
    const space = createSpace(options.data, knownContext(task ? { task } : {}).context);
    return space.knobs.map(({ name, values }) => ({
      value: name,
      detail: values.join(', '),
      kind: vscode.CompletionItemKind.Property,
    }));
  } catch {
    // The diagnostics say what is wrong with the space.
    return [];
  }
}
