import * as vscode from 'vscode';
import * as z from 'zod';
import { messageOf } from '../../core/base/errors';
import { generateCode } from '../../core/codegen/generate';
import { createArchitecture } from '../../core/graph/architecture';
import type { ArchitectureHostOffer, ArchitecturePageOffer } from '../../protocol/architecture-protocol';
import type { ArchitecturePicture } from '../../protocol/panel-protocol';
import type { Handlers } from '../../protocol/peer';
import { checked, copyText, fileParams, saveFile, textParams, WebviewPage } from './webview-page';
import type { HostEnd } from './webview-page';

const targetParams = z.strictObject({ target: z.enum(['tfjs', 'keras', 'pytorch']) });

const LANGUAGES = { tfjs: 'javascript', keras: 'python', pytorch: 'python' } as const;

/** The host's side of the architecture viewer: one picture. */
export class ArchitecturePage extends WebviewPage<ArchitectureHostOffer, ArchitecturePageOffer> {
  constructor(
    panel: vscode.WebviewPanel,
    extensionUri: vscode.Uri,
    log: vscode.LogOutputChannel,
    /** Rejects with why there is nothing to show. */
    private readonly picture: Promise<ArchitecturePicture>,
    restore: unknown,
  ) {
    super(panel, extensionUri, log);
    this.peer.on('page/ready', () => {
      picture.then(
        (shown) => this.peer.emit('architecture/show', { picture: shown }),
        (error: unknown) => this.peer.emit('architecture/problem', { message: messageOf(error) }),
      );
    });
    // The page may never ask.
    picture.catch((error: unknown) => log.info(`architecture: ${messageOf(error)}`));
    this.load({ page: 'architecture', restore });
  }

  protected handlers(): Handlers<HostEnd<ArchitectureHostOffer, ArchitecturePageOffer>> {
    return {
      'text/copy': checked(textParams, copyText),
      'file/save': checked(fileParams, saveFile),
      'code/generate': checked(targetParams, async ({ target }) => ({ code: await this.#code(target) })),
      'code/open': checked(targetParams, async ({ target }) => {
        const document = await vscode.workspace.openTextDocument({
          language: LANGUAGES[target],
          content: await this.#code(target),
        });
        await vscode.window.showTextDocument(document);
        return null;
      }),
    };
  }

  async #code(target: keyof typeof LANGUAGES): Promise<string> {
    const { nodes, title } = await this.picture;
    return generateCode(createArchitecture(nodes), target, { title });
  }
}
