import * as vscode from 'vscode';
import * as z from 'zod';
import { expected, messageOf } from '../../core/base/errors';
import { createArchitecture } from '../../core/graph/architecture';
import { formatArchitecture } from '../../core/graph/architecture-json';
import type { SpaceSample } from '../../core/space/space-picture';
import type { SpaceHostOffer, SpacePageOffer } from '../../protocol/space-protocol';
import type { Handlers } from '../../protocol/peer';
import type { SearchClient } from '../search/search-client';
import { experimentNameOf, keyOf } from '../runs/run-files';
import { Debounce } from '../throttle';
import { otherSpaces, otherText, textOf } from './other-spaces';
import type { Experiments } from './other-spaces';
import { untrustedComparison, untrustedInspection, untrustedSamples } from './untrusted-space';
import { checked, copyText, noParams, textParams, WebviewPage } from './webview-page';
import type { HostEnd } from './webview-page';

const sampleParams = z.strictObject({ seed: z.number().int() });
const notation = z.string().max(1_000_000);
const notationParams = z.strictObject({ notation });
const notationsParams = z.strictObject({ notations: z.array(notation).min(2).max(16) });
const otherParams = z.strictObject({ other: z.string().max(10_000) });

/** Takes the first of several architectures, and all of them. */
const COMPARE_COMMAND = 'nas.compareArchitectures';

const FIRST_SEED = 1;
const EDIT_DELAY_MS = 400;

/** The host's side of the space preview: follows the experiment file as it is edited. */
export class SpacePage extends WebviewPage<SpaceHostOffer, SpacePageOffer> {
  #ready = false;
  /** What the page was given, by notation: it may show these and no others. */
  readonly #samples = new Map<string, SpaceSample>();
  #looks = 0;
  readonly #edited = this.register(new Debounce(EDIT_DELAY_MS, () => void this.#show()));

  constructor(
    panel: vscode.WebviewPanel,
    extensionUri: vscode.Uri,
    log: vscode.LogOutputChannel,
    private readonly experiment: vscode.Uri,
    private readonly searches: SearchClient,
    private readonly store: Experiments,
    private readonly showSample: (sample: SpaceSample) => void,
  ) {
    super(panel, extensionUri, log);
    this.register(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && document.uri.toString() === experiment.toString())
          this.#edited.restart();
      }),
    );
    this.register(
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.#ready = false;
      }),
    );
    this.register(vscode.workspace.onDidGrantWorkspaceTrust(() => void this.#show()));
    this.peer.on('page/ready', () => {
      this.#ready = true;
      void this.#show();
    });
    this.load({ page: 'space', restore: { experiment: experiment.toString() } });
  }

  protected handlers(): Handlers<HostEnd<SpaceHostOffer, SpacePageOffer>> {
    return {
      'space/sample': checked(sampleParams, async ({ seed }) => {
        const text = await textOf(this.experiment);
        const result = vscode.workspace.isTrusted
          ? await this.searches.sample(this.experiment, text, seed)
          : { samples: untrustedSamples(text, seed) };
        this.#remember(result.samples);
        return result;
      }),
      'sample/show': checked(notationParams, (params) => {
        this.showSample(this.#sampleOf(params.notation));
        return null;
      }),
      'sample/compare': checked(notationsParams, async ({ notations }) => {
        const name = experimentNameOf(this.experiment);
        const targets = notations.map((text, i) => {
          const { nodes } = this.#sampleOf(text);
          const architecture = formatArchitecture(createArchitecture(nodes));
          return { notation: text, architecture, title: vscode.l10n.t('{0} · sample {1}', name, i + 1) };
        });
        await vscode.commands.executeCommand(COMPARE_COMMAND, targets[0], targets);
        return null;
      }),
      'space/others': checked(noParams, async () => ({
        others: await otherSpaces(this.store, this.experiment),
      })),
      'space/compare': checked(otherParams, async ({ other }) => {
        const here = { experimentPath: this.experiment.fsPath, text: await textOf(this.experiment) };
        const there = await otherText(this.store, this.experiment, here.text, other);
        const request = { here, there, seed: FIRST_SEED };
        return vscode.workspace.isTrusted
          ? this.searches.compareSpaces(request)
          : untrustedComparison(request);
      }),
      'text/copy': checked(textParams, copyText),
    };
  }

  #sampleOf(text: string): SpaceSample {
    const sample = this.#samples.get(text);
    if (!sample) throw expected('notation', 'a sample that this page shows', text);
    return sample;
  }

  #remember(samples: readonly SpaceSample[]): void {
    for (const sample of samples) this.#samples.set(sample.notation, sample);
  }

  /** An answer that a newer question has overtaken is dropped. */
  async #show(): Promise<void> {
    if (!this.#ready) return;
    const look = ++this.#looks;
    try {
      const text = await textOf(this.experiment);
      const { picture, ...outlook } = vscode.workspace.isTrusted
        ? await this.searches.inspect(this.experiment, text, FIRST_SEED)
        : untrustedInspection(`${experimentNameOf(this.experiment)}.nas.json`, text, FIRST_SEED);
      if (look !== this.#looks || this.isDisposed) return;
      this.#samples.clear();
      this.#remember(picture.samples);
      const canCompare = (await vscode.commands.getCommands(true)).includes(COMPARE_COMMAND);
      this.peer.emit('space/show', { picture, outlook, canCompare });
    } catch (error) {
      const name = experimentNameOf(this.experiment);
      this.log.info(`space of ${keyOf(this.experiment)}: ${messageOf(error)}`);
      if (look === this.#looks && !this.isDisposed) {
        this.peer.emit('space/problem', { message: `${name}: ${messageOf(error)}` });
      }
    }
  }
}
