import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import * as z from 'zod';
import { InputError, messageOf } from '../../core/base/errors';
import { Peer } from '../../protocol/peer';
import type { Handlers, Offer } from '../../protocol/peer';
import { Disposable } from '../disposable';
import { pageHtml } from './page-html';

/** The host's end of a panel: it answers the panel's requests and sends what the page listens to. */
export interface HostEnd<HostOffer extends Offer, PageOffer extends Offer> {
  requests: HostOffer['requests'];
  events: PageOffer['events'];
}

/** The page's end: it answers nothing and sends its events. */
export interface PageEnd<HostOffer extends Offer> {
  requests: Offer['requests'] & Record<string, never>;
  events: HostOffer['events'];
}

/** Of `dashboard` the script and style are `dist/dashboard.js` and `.css`. */
export type PageName = 'dashboard' | 'architecture' | 'architectures' | 'space' | 'compare' | 'insight';

export interface PageOptions {
  readonly page: PageName;
  /** What the serializer needs to open the same thing again. */
  readonly restore: unknown;
}

/**
 * One page in one panel. All state is the host's: the page announces itself,
 * gets a snapshot, and may vanish and come back at any time (hidden, reloaded).
 */
export abstract class WebviewPage<HostOffer extends Offer, PageOffer extends Offer> extends Disposable {
  protected readonly peer: Peer<HostEnd<HostOffer, PageOffer>, PageEnd<HostOffer>>;

  constructor(
    readonly panel: vscode.WebviewPanel,
    protected readonly extensionUri: vscode.Uri,
    protected readonly log: vscode.LogOutputChannel,
  ) {
    super();
    this.peer = new Peer<HostEnd<HostOffer, PageOffer>, PageEnd<HostOffer>>(
      (message) => void panel.webview.postMessage(message),
      // Not now: the page that extends this one has nothing of its own yet.
      () => this.handlers(),
    );
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [
        vscode.Uri.joinPath(extensionUri, 'dist'),
        vscode.Uri.joinPath(extensionUri, 'media'),
      ],
    };
    this.register(panel.webview.onDidReceiveMessage((message) => this.#receive(message)));
    panel.onDidDispose(() => this.dispose());
  }

  /** Answers to the page's requests; each checks its params with `checked`, the page is not trusted. */
  protected abstract handlers(): Handlers<HostEnd<HostOffer, PageOffer>>;

  override dispose(): void {
    this.peer.close(vscode.l10n.t('the panel was closed'));
    super.dispose();
  }

  /** Loads the page; listeners are in place before this. */
  protected load({ page, restore }: PageOptions): void {
    const { webview } = this.panel;
    const dist = (file: string): string =>
      webview.asWebviewUri(vscode.Uri.joinPath(this.extensionUri, 'dist', file)).toString();
    webview.html = pageHtml({
      title: this.panel.title,
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('base64url'),
      scriptUri: dist(`${page}.js`),
      styleUri: dist(`${page}.css`),
      restore,
      language: vscode.env.language,
      words: vscode.l10n.bundle,
    });
  }

  #receive(message: unknown): void {
    try {
      this.peer.receive(message);
    } catch (error) {
      // A page that sends nonsense is told nothing; the log is.
      this.log.warn(`${this.panel.viewType}: ${messageOf(error)}`);
    }
  }
}

/** Runs `answer` with params that `schema` accepts; refuses anything else by its place. */
export function checked<S extends z.ZodType, R>(
  schema: S,
  answer: (params: z.output<S>) => R | Promise<R>,
): (params: unknown) => Promise<R> {
  return async (params) => {
    const result = schema.safeParse(params);
    if (result.success) return answer(result.data);
    const [issue] = result.error.issues;
    throw new InputError(issue?.path.join('.') ?? '', issue?.message ?? 'expected other params');
  };
}

export const noParams = z.strictObject({});
export const textParams = z.strictObject({ text: z.string().max(10_000_000) });
/** Of the event `page/selected`. */
export const selectionParams = z.strictObject({
  trials: z.array(z.number().int().nonnegative()).max(100_000),
});
export const fileParams = z.strictObject({
  name: z
    .string()
    .max(200)
    .regex(/^[^/\\]+$/, 'expected a file name without folders'),
  content: z.string().max(200_000_000),
  encoding: z.enum(['utf8', 'base64']),
});

export async function copyText({ text }: { text: string }): Promise<null> {
  await vscode.env.clipboard.writeText(text);
  return null;
}

/** Asks where to, then writes. */
export async function saveFile({
  name,
  content,
  encoding,
}: z.output<typeof fileParams>): Promise<{ saved: boolean }> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog(
    folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {},
  );
  if (!target) return { saved: false };
  // A copy of its own: `Buffer`s are views on a shared pool.
  await vscode.workspace.fs.writeFile(target, new Uint8Array(Buffer.from(content, encoding)));
  return { saved: true };
}
