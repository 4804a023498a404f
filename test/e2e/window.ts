import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inject, onTestFinished } from 'vitest';
import { launchBrowser } from '../support/vscode/browser';
import { copySamples } from '../support/vscode/sample-workspace';
import { WorkbenchServer } from '../support/vscode/server';
import { setupVsCodeServer } from '../support/vscode/setup';
import { TEST_SETTINGS } from '../support/vscode/user-settings';
import { Workbench } from '../support/vscode/workbench';

export interface TestWindow {
  readonly workbench: Workbench;
  /** The folder that is open: a copy of the samples. */
  readonly workspace: string;
  /** Requests that left this machine. */
  readonly foreignRequests: readonly string[];
  /** Saves `test-results/e2e/<test>/<name>.png`. */
  readonly screenshot: (name: string) => Promise<void>;
}

/** Names files of the extension to a web page of it; VS Code's own service worker answers, and nothing leaves the machine. */
const WEBVIEW_HOST = /\.vscode-resource\.vscode-cdn\.net$/;

export interface WindowOptions {
  /** Also the folder of the screenshots and logs. */
  readonly name: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Leaves the folder empty but for `files`. */
  readonly withoutSamples?: boolean;
  /** Files of the workspace besides the samples. */
  readonly files?: Readonly<Record<string, string>>;
  readonly workspaceTrust?: boolean;
}

/** A VS Code window with the packaged extension. It closes when the test ends; a failed test leaves a screenshot and logs. */
export async function openWindow(options: WindowOptions): Promise<TestWindow> {
  const out = path.resolve('test-results/e2e', options.name);
  mkdirSync(out, { recursive: true });
  const home = mkdtempSync(path.join(os.tmpdir(), 'nasw-ws-'));
  // The window's title shows it.
  const workspace = path.join(home, 'searches');
  mkdirSync(workspace);
  if (options.withoutSamples !== true) copySamples(workspace);
  for (const [name, text] of Object.entries(options.files ?? {})) {
    const file = path.join(workspace, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  const server = WorkbenchServer.create({
    program: await setupVsCodeServer(console.log),
    logFolder: out,
    settings: { ...TEST_SETTINGS, ...options.settings },
    extensionsFolder: inject('extensionsFolder'),
    ...(options.workspaceTrust === undefined ? {} : { workspaceTrust: options.workspaceTrust }),
  });
  onTestFinished(async () => {
    await server.stop();
    rmSync(home, { recursive: true, force: true });
  });
  await server.start();
  const browser = await launchBrowser(server.folder);

  const page = browser.pages()[0] ?? (await browser.newPage());
  const foreignRequests: string[] = [];
  const consoleLines: string[] = [];
  page.on('request', (request) => {
    const { protocol, hostname, href } = new URL(request.url());
    if (/^(http|ws)/.test(protocol) && hostname !== '127.0.0.1' && !WEBVIEW_HOST.test(hostname))
      foreignRequests.push(href);
  });
  page.on('console', (message) => consoleLines.push(`${message.type()}: ${message.text()}`));
  // Runs before the server is stopped: the last hook comes first.
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') {
      writeFileSync(path.join(out, 'console.log'), consoleLines.join('\n'));
      await page.screenshot({ path: path.join(out, 'failed.png') });
    }
    await browser.close();
  });

  const workbench = new Workbench(page);
  await workbench.open(server.url(workspace));
  return {
    workbench,
    workspace,
    foreignRequests,
    screenshot: (name) => workbench.screenshot(path.join(out, `${name}.png`)),
  };
}
