import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { fakeNpm } from '../support/fake-npm';
import type { FakeNpm } from '../support/fake-npm';
import { activateExtension, eventually } from './in-host';

interface Said {
  readonly cwd: string;
  readonly child?: number;
}

describe('backends', () => {
  const PATH = process.env['PATH'] ?? '';
  let folder: string;
  const record = (): string => path.join(folder, 'record.jsonl');

  before(async () => {
    await activateExtension();
  });
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'nas-npm-'));
  });
  afterEach(async () => {
    process.env['PATH'] = PATH;
    rmSync(folder, { recursive: true });
    await vscode.commands.executeCommand('notifications.clearAll');
    await vscode.workspace
      .getConfiguration('nas')
      .update('execution.backend', undefined, vscode.ConfigurationTarget.Global);
  });

  it('Select Backend writes the setting that was picked', async () => {
    // The window shows the list a moment after its command; when that is between the two keys, the first line is picked.
    while (chosen() !== 'plan') {
      await until(vscode.commands.executeCommand('nas.selectBackend'), async () => {
        await vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      });
    }
    assert.equal(chosen(), 'plan');
  });

  it('Select Backend that is left changes nothing', async () => {
    const asked = vscode.commands.executeCommand('nas.selectBackend');
    await until(asked, () => vscode.commands.executeCommand('workbench.action.closeQuickOpen'));
    assert.equal(chosen(), 'auto');
  });

  it('Install Native Backend puts what has passed its self-test into the storage of the extension', async () => {
    usePath('installs');
    await vscode.commands.executeCommand('nas.installNativeBackend');
    const { cwd } = said();
    assert.deepEqual(natives(cwd), ['native']);
    const installed = path.join(path.dirname(cwd), 'native');
    assert.ok(existsSync(path.join(installed, 'node_modules/@tensorflow/tfjs-node/index.js')));
    rmSync(installed, { recursive: true });
  });

  it('Install Native Backend keeps nothing whose gradients are wrong', async () => {
    usePath('installs-wrong-gradients');
    await vscode.commands.executeCommand('nas.installNativeBackend');
    assert.deepEqual(natives(said().cwd), []);
  });

  it('Install Native Backend leaves nothing behind where the download is impossible', async () => {
    usePath('has-no-network');
    await vscode.commands.executeCommand('nas.installNativeBackend');
    assert.deepEqual(natives(said().cwd), []);
  });

  it('Install Native Backend ends npm and what it started on Cancel', async () => {
    usePath('hangs');
    const installing = vscode.commands.executeCommand('nas.installNativeBackend');
    const { cwd, child } = await eventually(() => (existsSync(record()) ? said() : undefined));
    assert.equal(natives(cwd).length, 1);
    await until(installing, () => vscode.commands.executeCommand('notification.acceptPrimaryAction'));
    await eventually(() => (isAlive(child!) ? undefined : true));
    assert.deepEqual(natives(cwd), []);
  });

  it('Install Native Backend says so where there is no npm', async () => {
    process.env['PATH'] = folder;
    await vscode.commands.executeCommand('nas.installNativeBackend');
    assert.ok(!existsSync(record()));
  });

  function usePath(kind: FakeNpm): void {
    process.env['PATH'] = `${fakeNpm(folder, record(), kind)}${path.delimiter}${PATH}`;
  }

  function said(): Said {
    return JSON.parse(readFileSync(record(), 'utf8').trim()) as Said;
  }
});

/** What of the native backend lies in the storage of the extension, of which `draft` is a folder. */
function natives(draft: string): string[] {
  return readdirSync(path.dirname(draft)).filter((name) => name.startsWith('native'));
}

function chosen(): unknown {
  return vscode.workspace.getConfiguration('nas').get('execution.backend');
}

/** Does something until a command has ended: what it acts on shows a moment later. */
async function until(asked: Thenable<unknown>, act: () => Thenable<unknown>): Promise<void> {
  let ended = false;
  const end = (): void => void (ended = true);
  asked.then(end, end);
  while (!ended) {
    await act();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // One that was killed but that nobody has waited for is dead too.
  const status = `/proc/${pid}/status`;
  return !existsSync(status) || !/^State:\tZ/m.test(readFileSync(status, 'utf8'));
}
