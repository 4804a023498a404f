import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { WorkbenchServer } from '../support/vscode/server';
import { setupVsCodeServer } from '../support/vscode/setup';
import { TEST_SETTINGS } from '../support/vscode/user-settings';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder in which the packaged extension is installed. */
    extensionsFolder: string;
  }
}

/** Once before all files: packages what `dist/` holds and installs it as a person would. */
export default async function setup(project: TestProject): Promise<() => void> {
  if (!existsSync('dist/extension.js')) throw new Error('dist/ is empty: run npm run build first');
  rmSync('test-results/e2e', { recursive: true, force: true });
  const out = path.resolve('test-results/e2e');
  mkdirSync(out, { recursive: true });
  const vsix = path.join(out, 'nas-workbench.vsix');
  execFileSync(process.execPath, [
    'node_modules/@vscode/vsce/vsce',
    'package',
    '--no-dependencies',
    '--out',
    vsix,
  ]);

  const extensionsFolder = mkdtempSync(path.join(os.tmpdir(), 'nasw-ext-'));
  const server = WorkbenchServer.create({
    program: await setupVsCodeServer(console.log),
    logFolder: out,
    settings: TEST_SETTINGS,
    extensionsFolder,
  });
  try {
    await server.installExtension(vsix);
  } finally {
    await server.stop();
  }
  project.provide('extensionsFolder', extensionsFolder);
  return () => rmSync(extensionsFolder, { recursive: true, force: true });
}
