import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { findNpm } from '../../../src/extension/backend/find-npm';
import { installNative } from '../../../src/extension/backend/native-install';
import type { NativeInstall } from '../../../src/extension/backend/native-install';
import { fakeNpm } from '../../support/fake-npm';
import type { FakeNpm } from '../../support/fake-npm';

interface Said {
  readonly cwd: string;
  readonly args: readonly string[];
  readonly mirror?: string;
  readonly manifest: object;
  readonly pid?: number;
  readonly child?: number;
}

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'native-install-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const record = (): string => path.join(root, 'record.jsonl');
const storage = (): string => path.join(root, 'storage');
const folder = (): string => path.join(storage(), 'native');
const said = (): Said => JSON.parse(readFileSync(record(), 'utf8').trim()) as Said;

describe.skipIf(process.platform === 'win32')('the native backend', () => {
  it('is installed with npm into a draft, tested there, and then put in its place', async () => {
    const stages: string[] = [];
    const check = vi.fn((draft: string) => {
      expect(existsSync(path.join(draft, 'node_modules/@tensorflow/tfjs-node/index.js'))).toBe(true);
      expect(existsSync(folder())).toBe(false);
      return Promise.resolve({ available: true, version: 'tfjs-node 4.22.0' } as const);
    });
    const end = await install('installs', {
      check,
      mirror: 'https://mirror/',
      onStage: (s) => stages.push(s),
    });
    expect(end).toEqual({ kind: 'installed', version: 'tfjs-node 4.22.0' });
    expect(stages).toEqual([
      'downloading packages',
      'downloading the TensorFlow library',
      'testing its gradients',
    ]);
    const { cwd, args, mirror, manifest } = said();
    expect({ args, mirror, manifest }).toEqual({
      args: ['install', '--no-audit', '--no-fund', '--no-package-lock', '--omit=dev', '--foreground-scripts'],
      mirror: 'https://mirror/',
      manifest: {
        private: true,
        dependencies: { '@tensorflow/tfjs-node': '4.22.0' },
        allowScripts: { '@tensorflow/tfjs-node': true },
      },
    });
    expect(check.mock.calls).toEqual([[cwd]]);
    expect(readdirSync(storage())).toEqual(['native']);
    expect(readdirSync(folder()).sort()).toEqual(['node_modules', 'package.json']);
  });

  it('takes the place of an older one only when it has passed', async () => {
    mkdirSync(folder(), { recursive: true });
    writeFileSync(path.join(folder(), 'old.txt'), '');
    const refused = await install('installs', {
      check: () => Promise.resolve({ available: false, reason: 'a wrong gradient of conv2d' }),
    });
    expect(refused).toEqual({ kind: 'failed', reason: 'a wrong gradient of conv2d', download: false });
    expect(readdirSync(storage())).toEqual(['native']);
    expect(readdirSync(folder())).toEqual(['old.txt']);
    expect(await install('installs')).toMatchObject({ kind: 'installed' });
    expect(readdirSync(storage())).toEqual(['native']);
    expect(readdirSync(folder()).sort()).toEqual(['node_modules', 'package.json']);
  });

  it('leaves nothing behind when the download fails, and says why', async () => {
    const lines: string[] = [];
    const end = await install('has-no-network', { onLine: (line) => lines.push(line) });
    expect(end).toEqual({
      kind: 'failed',
      reason: 'getaddrinfo ENOTFOUND storage.googleapis.com',
      download: true,
    });
    expect(lines).toContain('Error: getaddrinfo ENOTFOUND storage.googleapis.com');
    expect(readdirSync(storage())).toEqual([]);
  });

  it('ends npm and all that it started on Cancel, and leaves nothing behind', async () => {
    const abort = new AbortController();
    const end = await install('hangs', {
      signal: abort.signal,
      onStage: (stage) => {
        if (stage === 'downloading the TensorFlow library') abort.abort();
      },
    });
    expect(end).toEqual({ kind: 'cancelled' });
    const { pid, child } = said();
    await vi.waitFor(() => expect([isAlive(pid!), isAlive(child!)]).toEqual([false, false]));
    expect(readdirSync(storage())).toEqual([]);
  });

  it('removes what a killed process left, and nothing that is at work', async () => {
    for (const name of ['native.partial-old', 'native.partial-new']) {
      mkdirSync(path.join(storage(), name), { recursive: true });
    }
    utimesSync(path.join(storage(), 'native.partial-old'), 1, 1);
    await install('installs');
    expect(readdirSync(storage()).sort()).toEqual(['native', 'native.partial-new']);
  });
});

describe.skipIf(process.platform === 'win32')('npm', () => {
  it('is found beside the Node that runs, then on the PATH', () => {
    const beside = fakeNpm(root, record(), 'installs');
    const onPath = fakeNpm(root, record(), 'hangs');
    const find = (execPath: string, PATH: string) =>
      findNpm({ env: { PATH }, platform: 'linux', execPath })?.command;
    expect(find(path.join(beside, 'node'), onPath)).toBe(path.join(beside, 'npm'));
    expect(find('/nowhere/node', `/none:${onPath}:${beside}`)).toBe(path.join(onPath, 'npm'));
    expect(find('/nowhere/node', '/none')).toBeUndefined();
    // A relative folder would be of whatever folder is open.
    expect(find('/nowhere/node', path.relative(process.cwd(), onPath))).toBeUndefined();
  });

  it('is not a file that cannot be run', () => {
    writeFileSync(path.join(root, 'npm'), '', { mode: 0o644 });
    const found = findNpm({ env: { PATH: root }, platform: 'linux', execPath: '/nowhere/node' });
    expect(found).toBeUndefined();
  });
});

function install(kind: FakeNpm, changes: Partial<NativeInstall> = {}): ReturnType<typeof installNative> {
  const bin = fakeNpm(root, record(), kind);
  return installNative({
    npm: { command: path.join(bin, 'npm'), folder: bin },
    folder: folder(),
    mirror: '',
    env: process.env,
    signal: new AbortController().signal,
    check: () => Promise.resolve({ available: true, version: 'tfjs-node 4.22.0' }),
    onStage: () => undefined,
    onLine: () => undefined,
    ...changes,
  });
}

/** One that was killed but that nobody has waited for is dead too. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const status = `/proc/${pid}/status`;
  return !existsSync(status) || !/^State:\tZ/m.test(readFileSync(status, 'utf8'));
}
