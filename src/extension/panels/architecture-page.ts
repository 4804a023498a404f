import * as vscode from 'vscode';
import { z } from 'zod';
import { generateCode } from '../../core/codegen/generate';
import { createArchitecture } from '../../core/graph/architecture';
import type {
  ArchitectureHostOffer,
  ArchitecturePageOffer,
  ArchitecturePicture,
} from '../../protocol/panel-protocol';
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
    /** What the panel shows, or why it cannot. */
    private readonly shown: { readonly picture: ArchitecturePicture } | { readonly problem: string },
    restore: unknown,
  ) {
    super(panel, extensionUri, log);
    this.peer.on('page/ready', () => {
      if ('picture' in this.shown) this.peer.emit('architecture/show', { picture: this.shown.picture });
      else this.peer.emit('architecture/problem', { message: this.shown.problem });
    });
    this.load({ page: 'architecture', restore });
  }

  protected handlers(): Handlers<HostEnd<ArchitectureHostOffer, ArchitecturePageOffer>> {
    return {
      'text/copy': checked(textParams, copyText),
      'file/save': checked(fileParams, saveFile),
      'code/generate': checked(targetParams, ({ target }) => ({ code: this.#code(target) })),
      'code/open': checked(targetParams, async ({ target }) => {
        const document = await vscode.workspace.openTextDocument({
          language: LANGUAGES[target],
          content: this.#code(target),
        });
        await vscode.window.showTextDocument(document);
        return null;
      }),
    };
  }

  #code(target: keyof typeof LANGUAGES): string {
    if ('problem' in this.shown) return '';
    const { nodes, title } = this.shown.picture;
    return generateCode(createArchitecture(nodes), target, { title });
  }
}
