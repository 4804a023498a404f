import type * as vscode from 'vscode';
import * as z from 'zod';
import { expected, messageOf } from '../../core/base/errors';
import type { ArchitecturesHostOffer, ArchitecturesPageOffer } from '../../protocol/architectures-protocol';
import type { Handlers } from '../../protocol/peer';
import { compareArchitectureTexts } from '../language/architecture-documents';
import type { RunStore } from '../runs/run-store';
import { pictureOf } from './architecture-state';
import type { ArchitectureState } from './architecture-state';
import { checked, copyText, fileParams, saveFile, textParams, WebviewPage } from './webview-page';
import type { HostEnd } from './webview-page';

export interface ArchitecturesServices {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly store: RunStore;
  readonly showOne: (state: ArchitectureState) => void;
}

const index = z.number().int().nonnegative();
const openParams = z.strictObject({ index });
const compareParams = z.strictObject({ before: index, after: index });

/** The host's side of architectures side by side. */
export class ArchitecturesPage extends WebviewPage<ArchitecturesHostOffer, ArchitecturesPageOffer> {
  constructor(
    panel: vscode.WebviewPanel,
    private readonly services: ArchitecturesServices,
    private readonly compared: readonly ArchitectureState[],
  ) {
    super(panel, services.extensionUri, services.log);
    const pictures = Promise.all(compared.map((state) => pictureOf(services.store, state)));
    this.peer.on('page/ready', () => {
      pictures.then(
        (shown) => this.peer.emit('architectures/show', { pictures: shown }),
        (error: unknown) => this.peer.emit('architectures/problem', { message: messageOf(error) }),
      );
    });
    // The page may never ask.
    pictures.catch((error: unknown) => services.log.info(`architectures: ${messageOf(error)}`));
    this.load({ page: 'architectures', restore: { compared } });
  }

  protected handlers(): Handlers<HostEnd<ArchitecturesHostOffer, ArchitecturesPageOffer>> {
    return {
      'text/copy': checked(textParams, copyText),
      'file/save': checked(fileParams, saveFile),
      'architecture/open': checked(openParams, ({ index: at }) => {
        this.services.showOne(this.#state(at));
        return null;
      }),
      'text/compare': checked(compareParams, async ({ before, after }) => {
        await compareArchitectureTexts(this.#state(before), this.#state(after));
        return null;
      }),
    };
  }

  #state(at: number): ArchitectureState {
    const state = this.compared[at];
    if (!state) throw expected('index', `a position below ${this.compared.length}`, at);
    return state;
  }
}
