import * as vscode from 'vscode';
import * as z from 'zod';
import { messageOf } from '../../core/base/errors';
import { generateCode } from '../../core/codegen/generate';
import { createArchitecture } from '../../core/graph/architecture';
import { architectureFileText, architectureText } from '../../core/graph/architecture-text';
import type {
  ArchitectureForm,
  ArchitectureHostOffer,
  ArchitecturePageOffer,
} from '../../protocol/architecture-protocol';
import type { ArchitecturePicture } from '../../protocol/panel-protocol';
import type { Handlers } from '../../protocol/peer';
import { showArchitectureText } from '../language/architecture-documents';
import type { ArchitectureState } from './architecture-state';
import { checked, copyText, fileParams, noParams, saveFile, textParams, WebviewPage } from './webview-page';
import type { HostEnd } from './webview-page';

const targetParams = z.strictObject({ target: z.enum(['tfjs', 'keras', 'pytorch', 'json', 'text']) });

const LANGUAGES = { tfjs: 'javascript', keras: 'python', pytorch: 'python', json: 'jsonc' } as const;

export interface ArchitectureSource {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly state: ArchitectureState;
  /** Whether it is the editor of a file, beside which the text editor is offered. */
  readonly isEditor: boolean;
  /** Rejects with why there is nothing to show. */
  readonly picture: () => Promise<ArchitecturePicture>;
}

/** The host's side of the architecture viewer: one picture at a time. */
export class ArchitecturePage extends WebviewPage<ArchitectureHostOffer, ArchitecturePageOffer> {
  #picture: Promise<ArchitecturePicture>;
  #ready = false;

  constructor(
    panel: vscode.WebviewPanel,
    private readonly source: ArchitectureSource,
  ) {
    super(panel, source.extensionUri, source.log);
    this.#picture = this.#look();
    this.peer.on('page/ready', () => {
      this.#ready = true;
      this.#tell();
    });
    this.register(
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.#ready = false;
      }),
    );
    this.load({ page: 'architecture', restore: source.state });
  }

  /** Looks again at what is shown, after it has changed. */
  refresh(): void {
    this.#picture = this.#look();
    if (this.#ready) this.#tell();
  }

  protected handlers(): Handlers<HostEnd<ArchitectureHostOffer, ArchitecturePageOffer>> {
    return {
      'text/copy': checked(textParams, copyText),
      'file/save': checked(fileParams, saveFile),
      'code/generate': checked(targetParams, async ({ target }) => ({ code: await this.#code(target) })),
      'code/open': checked(targetParams, async ({ target }) => {
        if (target === 'text') await showArchitectureText(this.source.state);
        else {
          const document = await vscode.workspace.openTextDocument({
            language: LANGUAGES[target],
            content: await this.#code(target),
          });
          await vscode.window.showTextDocument(document);
        }
        return null;
      }),
      'architecture/save': checked(noParams, async () => {
        const { title } = await this.#picture;
        const name = title
          .toLowerCase()
          .replaceAll(/[^a-z0-9]+/g, '-')
          .replaceAll(/^-|-$/g, '');
        return saveFile({
          name: `${name === '' ? 'network' : name.replace(/-arch-json$/, '')}.arch.json`,
          content: await this.#code('json'),
          encoding: 'utf8',
        });
      }),
      'architecture/reopen': checked(noParams, async () => {
        if (this.source.isEditor) await vscode.commands.executeCommand('nas.reopenAsText');
        return null;
      }),
      'architecture/compare': checked(noParams, async () => {
        await vscode.commands.executeCommand('nas.compareArchitectures', this.source.state);
        return null;
      }),
    };
  }

  #look(): Promise<ArchitecturePicture> {
    const picture = this.source.picture();
    // The page may never ask.
    picture.catch((error: unknown) => this.log.info(`architecture: ${messageOf(error)}`));
    return picture;
  }

  /** An answer that a newer look has overtaken is dropped. */
  #tell(): void {
    const asked = this.#picture;
    const newest = (): boolean => asked === this.#picture && !this.isDisposed;
    asked.then(
      (picture) => {
        if (newest()) this.peer.emit('architecture/show', { picture, isEditor: this.source.isEditor });
      },
      (error: unknown) => {
        if (newest()) this.peer.emit('architecture/problem', { message: messageOf(error) });
      },
    );
  }

  async #code(target: ArchitectureForm): Promise<string> {
    const { nodes, title } = await this.#picture;
    const architecture = createArchitecture(nodes);
    if (target === 'json') return architectureFileText(architecture);
    return target === 'text' ? architectureText(architecture) : generateCode(architecture, target, { title });
  }
}
