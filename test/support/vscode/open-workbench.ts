import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { copySamples } from './sample-workspace';
import { WorkbenchServer } from './server';
import { setupVsCodeServer } from './setup';
import { QUIET_SETTINGS } from './user-settings';

/**
 * `npm run workbench [-- folder]`: VS Code with the packaged extension and a folder of samples. The desktop program when
 * `code` is on the path, else (or with `--browser`) a VS Code server on 127.0.0.1 and a browser. Ctrl-C ends all of it.
 */
const VSIX = path.resolve('dist/nas-workbench.vsix');

await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<void> {
  const chosen = args.find((arg) => !arg.startsWith('-'));
  const profile = mkdtempSync(path.join(os.tmpdir(), 'nasw-'));
  const workspace = path.resolve(chosen ?? path.join(profile, 'samples'));
  copySamples(workspace);
  try {
    if (!args.includes('--browser') && hasDesktop()) await openDesktop(profile, workspace);
    else await openBrowser(workspace);
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

function hasDesktop(): boolean {
  const found = spawnSync('code', ['--version'], {
    encoding: 'utf8',
    timeout: 20_000,
    shell: process.platform === 'win32',
  });
  return found.status === 0 && /^\d+\.\d+\.\d+/.test(found.stdout);
}

async function openDesktop(profile: string, workspace: string): Promise<void> {
  const userFolder = path.join(profile, 'user');
  mkdirSync(path.join(userFolder, 'User'), { recursive: true });
  writeFileSync(
    path.join(userFolder, 'User/settings.json'),
    JSON.stringify(personalSettings(), undefined, 2),
  );
  const common = ['--user-data-dir', userFolder, '--extensions-dir', path.join(profile, 'extensions')];
  const installed = spawnSync('code', [...common, '--install-extension', VSIX], { stdio: 'inherit' });
  if (installed.status !== 0) throw new Error(`code --install-extension ended with ${installed.status}`);
  console.log(
    `Opening ${workspace} in VS Code with a profile of its own. Close the window or press Ctrl-C to end.`,
  );
  const child = spawn('code', [...common, '--new-window', '--wait', workspace], { stdio: 'inherit' });
  process.on('SIGINT', () => child.kill('SIGTERM'));
  await new Promise((resolve) => child.once('exit', resolve));
}

async function openBrowser(workspace: string): Promise<void> {
  const program = await setupVsCodeServer(console.log);
  const logFolder = path.resolve('test-results/workbench');
  const server = WorkbenchServer.create({
    program,
    logFolder,
    settings: personalSettings(),
    workspaceTrust: true,
  });
  // From here on Ctrl-C must not end this process before the server.
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  try {
    await server.installExtension(VSIX);
    await server.start();
    const url = server.url(workspace);
    console.log(
      `VS Code with NAS Workbench: ${url}\nOpen digits.nas.json and click Run above it. Press Ctrl-C here to end.`,
    );
    if (process.env['NAS_WORKBENCH_NO_OPEN'] !== '1') showInBrowser(url);
    await stopped;
  } finally {
    await server.stop();
  }
}

/** Nothing that hides the extension, but else as a person would find VS Code. */
function personalSettings(): Record<string, unknown> {
  return { ...QUIET_SETTINGS, 'security.workspace.trust.enabled': true };
}

function showInBrowser(url: string): void {
  if (process.platform === 'linux' && !existsSync('/usr/bin/xdg-open')) return;
  const opener = process.platform === 'darwin' ? 'open' : 'xdg-open';
  // Without a browser the printed address is enough.
  spawn(opener, [url], { stdio: 'ignore', detached: true })
    .once('error', () => undefined)
    .unref();
}
