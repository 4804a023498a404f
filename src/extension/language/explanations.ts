import * as vscode from 'vscode';
import { InputError } from '../../core/base/errors';
import { explainSpace } from '../../core/experiment/explain/explain-space';
import { knownContext } from '../../core/experiment/known-context';
import { readExperiment } from '../../core/experiment/read-experiment';
import { createSpace } from '../../core/space/catalog';
import type { SpaceContext } from '../../core/space/space';
import { NAS_BENCH_201_CONTEXT } from '../../core/space/nas-bench-201';
import { NAS_BENCH_MACRO_CONTEXT } from '../../core/space/nas-bench-macro';
import type { Experiment } from '../../core/experiment/experiment';
import { Disposable } from '../disposable';
import { experimentNameOf } from '../runs/run-files';
import { Debounce } from '../throttle';
import type { Outlooks } from './outlooks';
import { columnsOf } from './pictures/columns';
import { largeColumnsSvg } from './pictures/columns-svg';
import { svgDataUri } from './pictures/svg';
import { themePalette } from './theme';

const SCHEME = 'nas-explanation';
const EDIT_DELAY_MS = 700;
const SEED = 1;

/** *NAS: Explain This Space*: a Markdown document that follows the experiment file, shown beside it. */
export class Explanations extends Disposable implements vscode.TextDocumentContentProvider {
  readonly #changed = this.register(new vscode.EventEmitter<vscode.Uri>());
  readonly onDidChange = this.#changed.event;
  readonly #redraw = this.register(new Debounce(EDIT_DELAY_MS, () => this.#tellOpen()));

  constructor(private readonly outlooks: Outlooks) {
    super();
    this.register(vscode.workspace.registerTextDocumentContentProvider(SCHEME, this));
    this.register(vscode.workspace.onDidChangeTextDocument(() => this.#redraw.restart()));
    this.register(vscode.window.onDidChangeActiveColorTheme(() => this.#redraw.restart()));
    this.register(outlooks.onChanged(() => this.#redraw.restart()));
  }

  async show(experiment: vscode.Uri): Promise<void> {
    await vscode.commands.executeCommand('markdown.showPreviewToSide', addressOf(experiment));
  }

  async provideTextDocumentContent(address: vscode.Uri): Promise<string> {
    const uri = vscode.Uri.parse(address.query, true);
    const name = experimentNameOf(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    const { experiment, problems } = readExperiment(document.getText());
    if (!experiment) {
      const errors = problems.filter(({ severity }) => severity === 'error');
      return [
        `# ${vscode.l10n.t('{0} has errors', name)}`,
        ...errors.map(({ message }) => `- ${message}`),
        '',
      ].join('\n\n');
    }
    const { context, isExact } = this.#contextOf(document, experiment);
    try {
      const space = createSpace(experiment.space, context);
      return explainSpace(experiment, space, {
        name,
        seed: SEED,
        isExact,
        draw: (architecture) => {
          const { source } = largeColumnsSvg(columnsOf(architecture), themePalette());
          const words = vscode.l10n.t('The network of this candidate, layer by layer');
          return `![${words}](${svgDataUri(source)})`;
        },
      });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const heading = vscode.l10n.t('The search space of {0}', name);
      return `# ${heading}\n\n${vscode.l10n.t('It cannot be explained: {0}.', error.message)}\n`;
    }
  }

  /** The shapes of the data where these were read, else as far as the file says. */
  #contextOf(
    document: vscode.TextDocument,
    experiment: Experiment,
  ): { readonly context: SpaceContext; readonly isExact: boolean } {
    const dataset = this.outlooks.of(document)?.dataset;
    if (dataset) return { context: dataset, isExact: true };
    const benchmark = BENCHMARKS[experiment.space.kind];
    if (experiment.estimator.kind === 'table' && benchmark) return { context: benchmark, isExact: true };
    return knownContext(experiment);
  }

  #tellOpen(): void {
    for (const { uri } of vscode.workspace.textDocuments) if (uri.scheme === SCHEME) this.#changed.fire(uri);
  }
}

const BENCHMARKS: Readonly<Record<string, SpaceContext>> = {
  'nas-bench-201': NAS_BENCH_201_CONTEXT,
  'nas-bench-macro': NAS_BENCH_MACRO_CONTEXT,
};

/** The path names the tab; the query says which file. */
function addressOf(experiment: vscode.Uri): vscode.Uri {
  return vscode.Uri.from({
    scheme: SCHEME,
    path: `/${experimentNameOf(experiment)}: space.md`,
    query: experiment.toString(),
  });
}
