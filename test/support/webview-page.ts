import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { pageHtml } from '../../src/extension/panels/page-html';
import { Peer } from '../../src/protocol/peer';
import type { Handlers, Message, Offer } from '../../src/protocol/peer';
import type { HostEnd, PageEnd } from '../../webview/shared/host';
import themes from './vscode-themes.json';

export type ThemeName = keyof typeof themes;

export const THEMES = Object.keys(themes) as ThemeName[];

export type PanelName = 'dashboard' | 'architecture' | 'architectures' | 'space' | 'compare' | 'insight';

const BODY: Readonly<Record<ThemeName, { readonly kind: string; readonly classes: string }>> = {
  dark: { kind: 'vscode-dark', classes: 'vscode-dark' },
  light: { kind: 'vscode-light', classes: 'vscode-light' },
  highContrastDark: { kind: 'vscode-high-contrast', classes: 'vscode-high-contrast' },
  highContrastLight: {
    kind: 'vscode-high-contrast-light',
    classes: 'vscode-high-contrast-light vscode-high-contrast',
  },
};

const REPOSITORY = path.resolve(import.meta.dirname, '../..');
const DIST = path.join(REPOSITORY, 'dist');
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

export function chromiumIsThere(): boolean {
  return existsSync(CHROMIUM);
}

export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--force-color-profile=srgb'],
  });
}

export interface PanelOptions<HostOffer extends Offer, PageOffer extends Offer> {
  readonly panel: PanelName;
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly restore?: object;
  /** A translation; English without it. */
  readonly words?: Readonly<Record<string, string>>;
  /** Runs in the page before its own script. */
  readonly watch?: () => void;
  readonly handlers: Handlers<HostEnd<HostOffer, PageOffer>>;
  /** Called for each `page/ready`, also after a reload. */
  ready(peer: HostPeer<HostOffer, PageOffer>): void;
}

export type HostPeer<HostOffer extends Offer, PageOffer extends Offer> = Peer<
  HostEnd<HostOffer, PageOffer>,
  PageEnd<HostOffer>
>;

/** A panel's real page, script and style in Chromium, with a host made up by the test. */
export interface PanelPage<HostOffer extends Offer, PageOffer extends Offer> {
  readonly page: Page;
  readonly peer: HostPeer<HostOffer, PageOffer>;
  /** Content-policy violations, uncaught errors and console errors so far. */
  readonly complaints: string[];
  setTheme(theme: ThemeName): Promise<void>;
  /** What the page handed to `setState`. */
  state(): Promise<unknown>;
  close(): Promise<void>;
}

/** Serves `dist/` on 127.0.0.1 under the content policy of the extension, and opens one panel of it. */
export async function openPanel<HostOffer extends Offer, PageOffer extends Offer>(
  browser: Browser,
  options: PanelOptions<HostOffer, PageOffer>,
): Promise<PanelPage<HostOffer, PageOffer>> {
  let theme: ThemeName = options.theme ?? 'dark';
  const server = createServer((request, response) => {
    const name = path.basename(request.url ?? '/');
    if (name === '' || name === 'panel') {
      response.setHeader('content-type', 'text/html; charset=utf-8').end(shell(options, origin(), theme));
    } else if (existsSync(path.join(DIST, name))) {
      const type = name.endsWith('.css') ? 'text/css' : 'text/javascript';
      response.setHeader('content-type', `${type}; charset=utf-8`).end(readFileSync(path.join(DIST, name)));
    } else {
      // The browser asks for an icon of its own accord.
      response.writeHead(name === 'favicon.ico' ? 204 : 404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('favicon')) complaints.push(message.text());
  });

  const peer: HostPeer<HostOffer, PageOffer> = new Peer(
    (message: Message) =>
      void page.evaluate((sent) => window.postMessage(sent, '*'), message).catch(() => undefined),
    options.handlers,
  );
  await page.exposeFunction('toHost', (message: Message) => {
    if (message.kind === 'event' && message.event === 'page/ready') options.ready(peer);
    peer.receive(message);
  });
  await page.addInitScript(FAKE_API);
  if (options.watch) await page.addInitScript(options.watch);
  await page.goto(`${origin()}/panel`);

  return {
    page,
    peer,
    complaints,
    async setTheme(next) {
      theme = next;
      await page.evaluate(
        ({ style, classes, kind }) => {
          document.documentElement.setAttribute('style', style);
          document.body.className = classes;
          document.body.dataset['vscodeThemeKind'] = kind;
        },
        { style: styleOf(next), ...BODY[next] },
      );
    },
    state: () => page.evaluate(() => JSON.parse(sessionStorage.getItem('state') ?? 'null') as unknown),
    async close() {
      peer.close('the test has ended');
      await context.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The state outlives a reload of the page, as VS Code's does. */
const FAKE_API = `
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => void window.toHost(JSON.parse(JSON.stringify(message))),
    getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
    setState: (state) => sessionStorage.setItem('state', JSON.stringify(state)),
  });
  document.addEventListener('securitypolicyviolation', (event) =>
    console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample));
`;

/** The extension's own page, dressed as VS Code does before any script runs. */
function shell<HostOffer extends Offer, PageOffer extends Offer>(
  options: PanelOptions<HostOffer, PageOffer>,
  origin: string,
  theme: ThemeName,
): string {
  const html = pageHtml({
    title: options.panel,
    cspSource: origin,
    nonce: 'bm9uY2U',
    scriptUri: `${origin}/${options.panel}.js`,
    styleUri: `${origin}/${options.panel}.css`,
    restore: options.restore ?? {},
    language: 'en-x-test',
    words: options.words,
  });
  const { kind, classes } = BODY[theme];
  return html
    .replace('<html', `<html style="${styleOf(theme).replaceAll('"', '&quot;')}"`)
    .replace('<body', `<body class="${classes}" data-vscode-theme-kind="${kind}"`);
}

function styleOf(theme: ThemeName): string {
  return Object.entries(themes[theme])
    .map(([name, value]) => `${name}: ${value};`)
    .join(' ');
}
