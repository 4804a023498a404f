import { build } from 'esbuild';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { format } from 'node:util';
import { launchBrowser } from '../support/vscode/browser';
import { copySamples } from '../support/vscode/sample-workspace';
import { WorkbenchServer } from '../support/vscode/server';
import { setupVsCodeServer } from '../support/vscode/setup';
import { TEST_SETTINGS } from '../support/vscode/user-settings';
import type { IntegrationResults } from './runner';

/** Runs `test/integration/*.test.ts` with mocha inside the extension host of a real VS Code. Needs a build. */
const TIME_LIMIT_MS = 900_000;
const out = path.resolve('test-results/integration');

process.exitCode = await main();

async function main(): Promise<number> {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const tests = await bundleTests();
  if (tests === 0) {
    console.log('There are no integration tests.\n0 passed, 0 failed');
    return 0;
  }
  const program = await setupVsCodeServer(console.log);
  const workspace = mkdtempSync(path.join(os.tmpdir(), 'nasw-ws-'));
  copySamples(workspace);
  const server = WorkbenchServer.create({
    program,
    logFolder: out,
    settings: TEST_SETTINGS,
    testDriver: true,
    env: { NAS_TEST_RESULTS: path.join(out, 'results.json'), ...passedOn('NAS_TEST_GREP', 'NAS_BENCH_DATA') },
  });
  try {
    await server.start();
    await runInHost(server, workspace);
  } finally {
    await server.stop();
    rmSync(workspace, { recursive: true, force: true });
  }
  return report();
}

async function bundleTests(): Promise<number> {
  const files = readdirSync('test/integration').filter((file) => file.endsWith('.test.ts'));
  await build({
    entryPoints: ['runner.ts', ...files].map((file) => path.join('test/integration', file)),
    outdir: path.join(out, 'tests'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // As in the build: jsonc-parser's other form cannot be bundled.
    mainFields: ['module', 'main'],
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return files.length;
}

async function runInHost(server: WorkbenchServer, workspace: string): Promise<void> {
  const browser = await launchBrowser(server.folder);
  try {
    const page = browser.pages()[0] ?? (await browser.newPage());
    const ended = new Promise<number>((resolve) => void page.exposeFunction('codeAutomationExit', resolve));
    await page.exposeFunction('codeAutomationLog', (_: string, args: unknown[]) => {
      const line = format(...args).trimEnd();
      // The workbench has much to say; the runner says one line a test.
      if (/^[✓✗]/.test(line) || process.env['NAS_TEST_VERBOSE'] === '1') console.log(`  ${line}`);
    });
    const remote = (file: string): string => `vscode-remote://${server.host}${path.resolve(file)}`;
    await page.goto(
      server.url(workspace, [
        ['extensionDevelopmentPath', remote('.')],
        ['extensionTestsPath', remote(path.join(out, 'tests/runner.js'))],
        ['skipWelcome', 'true'],
      ]),
    );
    const limit = AbortSignal.timeout(TIME_LIMIT_MS);
    const late = new Promise<void>((resolve) =>
      limit.addEventListener('abort', () => resolve(), { once: true }),
    );
    await Promise.race([ended, late]);
    if (limit.aborted) await page.screenshot({ path: path.join(out, 'timeout.png') });
  } finally {
    await browser.close();
  }
}

function report(): number {
  const file = path.join(out, 'results.json');
  if (!existsSync(file)) {
    console.log(`The tests did not end: see ${out}\n0 passed, 1 failed`);
    return 1;
  }
  const results = JSON.parse(readFileSync(file, 'utf8')) as IntegrationResults;
  for (const { title, error } of results.tests) {
    if (error !== undefined) console.log(`\n✗ ${title}\n${error}`);
  }
  const failed = results.tests.filter(({ error }) => error !== undefined).length;
  console.log(`VS Code ${results.vscode}, Node ${results.node}`);
  console.log(`${results.tests.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

function passedOn(...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}
