import assert from 'node:assert';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, describe, expect, it, vi } from 'vitest';

import { startBackend } from '../../src/tensor/backend';
import { compiledKernels } from '../../src/tensor/wasm/shared-kernels';
import { start, WASM_FOLDER } from './backends';

const folder = mkdtempSync(path.join(tmpdir(), 'backend-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('startBackend', () => {
  it('refuses WASM without its files, before anything else', async () => {
    await expect(startBackend('wasm', { wasmFolder: folder })).rejects.toThrow(
      `execution.backend: the WASM backend's file tfjs-backend-wasm.wasm is not in ${folder}; build or install the extension again, or choose "cpu"`,
    );
  });

  it('refuses a plan without its kernels, naming the file', async () => {
    await expect(startBackend('plan', { wasmFolder: WASM_FOLDER })).rejects.toThrow(
      `execution.backend: the kernels of the backend plan are not there: expected the file ${path.join(WASM_FOLDER, 'nas-kernels.wasm')}; build or install the extension again, or choose "wasm"`,
    );
  });

  it('takes wasm for auto where there can be no plan, and says why', async () => {
    const broken = path.join(folder, 'broken.wasm');
    writeFileSync(broken, 'no module');
    const warn = vi.fn();
    const { name } = await startBackend('auto', { wasmFolder: WASM_FOLDER, kernelsFile: broken, warn });
    expect(name).toBe('wasm');
    expect(warn.mock.calls).toEqual([
      [
        expect.stringMatching(
          /^trains with the backend wasm, since plan cannot be used: .+broken\.wasm cannot be compiled \(.+\): this processor or this Node has no WebAssembly SIMD, or the file is damaged; choose "wasm"$/,
        ),
      ],
    ]);
    expect(compiledKernels()).toBeUndefined();
  });

  it('says how to get the native backend where there is none', async () => {
    await expect(
      startBackend('tensorflow', { wasmFolder: folder, nativeFolders: [path.join(folder, 'none')] }),
    ).rejects.toThrow(
      `execution.backend: @tensorflow/tfjs-node is not installed in ${path.join(folder, 'none')}; install it (NAS: Install Native Backend, or "npm install @tensorflow/tfjs-node" in the folder of the experiment), or choose "plan"`,
    );
  });

  it('loads the native backend from the first folder that has one, and mends util before', async () => {
    const [none, first, second] = ['none', 'first', 'second'].map((name) => path.join(folder, name));
    for (const native of [first!, second!]) {
      const home = path.join(native, 'node_modules/@tensorflow/tfjs-node');
      mkdirSync(home, { recursive: true });
      writeFileSync(path.join(home, 'package.json'), '{"name":"@tensorflow/tfjs-node","main":"index.js"}');
      writeFileSync(
        path.join(home, 'index.js'),
        `const util = require("util"); throw new Error("${path.basename(native)}, " + util.isNullOrUndefined(null) + " " + util.isArray([]));`,
      );
    }
    const tried = (nativeFolders: readonly string[]) =>
      startBackend('tensorflow', { wasmFolder: folder, nativeFolders });
    await expect(tried([none!, second!])).rejects.toThrow(
      `execution.backend: the one found from ${second} does not load: second, true true; install it`,
    );
    await expect(tried([first!, second!])).rejects.toThrow(
      `the one found from ${first} does not load: first, true true; the one found from ${second} does not load: second, true true; install it`,
    );
  });

  it.each(['auto', 'plan', 'wasm', 'cpu'] as const)(
    'starts %s without a word, and leaves crashes to others',
    async (choice) => {
      const listeners = crashListeners();
      const spies = [
        vi.spyOn(console, 'warn'),
        vi.spyOn(console, 'log'),
        vi.spyOn(process.stdout, 'write'),
        vi.spyOn(process.stderr, 'write'),
      ];
      const { name } = await start(choice);
      tf.dispose(tf.add(1, 1));
      const calls = spies.flatMap((spy) => spy.mock.calls.map(String));
      spies.forEach((spy) => spy.mockRestore());
      expect({ name, current: tf.getBackend(), calls, listeners: crashListeners() }).toEqual({
        name: choice === 'auto' ? 'plan' : choice,
        current: name === 'plan' ? 'wasm' : name,
        calls: [],
        listeners,
      });
    },
  );

  it('makes a full WASM heap a failed trial', async () => {
    await start('wasm');
    const backend = tf.backend();
    assert(backend instanceof BackendWasm);
    const fill = (): void => {
      for (let i = 0; i < 3; i++) tensors.push(backend.makeOutput([5e8], 'float32'));
    };
    const tensors: tf.TensorInfo[] = [];
    expect(fill).toThrow(
      expect.objectContaining({
        failure: 'memory',
        message: 'the WASM heap has no room for a tensor of 1908 MB; a smaller batch or network may fit',
      }),
    );
    expect(() => backend.makeOutput([2e9], 'float32')).toThrow('no room for a tensor of 7630 MB');
    tensors.forEach(({ dataId }) => backend.disposeData(dataId));
    expect(tensors.length).toBe(2);
    expect(tf.tidy(() => tf.add(1, 1).dataSync()[0])).toBe(2);
  });

  it('can be called again', async () => {
    const kernel = tf.getKernel('Conv2D', 'wasm');
    expect(await start('wasm')).toEqual({ name: 'wasm', version: 'TensorFlow.js 4.22.0' });
    expect(tf.getKernel('Conv2D', 'wasm')).toBe(kernel);
    expect((await startBackend('wasm', { wasmFolder: WASM_FOLDER })).name).toBe('wasm');
  });
});

function crashListeners(): number[] {
  return ['uncaughtException', 'unhandledRejection'].map((event) => process.listenerCount(event));
}
