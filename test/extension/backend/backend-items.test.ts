import { expect, it } from 'vitest';

import { BACKEND_NAMES, BACKENDS } from '../../../src/core/experiment/backends';
import { backendItems } from '../../../src/extension/backend/backend-items';
import { installAdvice } from '../../../src/extension/backend/install-advice';

const JS = { available: true, version: 'TensorFlow.js 4.22.0' } as const;

it('the list has every backend with what it is, and marks the chosen one', () => {
  const items = backendItems('wasm', {});
  expect(items.map(({ choice }) => choice)).toEqual(['auto', ...BACKEND_NAMES]);
  expect(items.slice(1).map(({ description }) => description)).toEqual(Object.values(BACKENDS));
  expect(items.map(({ detail }) => detail)).toEqual([
    'Takes plan.',
    'Being tried …',
    '$(check) Active. Being tried …',
    'Being tried …',
    'Being tried …',
  ]);
});

it('what has been tried says its version, or why it cannot be used', () => {
  const items = backendItems('auto', {
    plan: { available: true, version: 'TensorFlow.js 4.22.0, kernels 0123abcd' },
    wasm: JS,
    cpu: JS,
    tensorflow: { available: false, reason: '@tensorflow/tfjs-node could not be loaded (not in /home)' },
  });
  expect(items.map(({ label, detail }) => `${label} | ${detail}`)).toEqual([
    '$(sparkle) auto | $(check) Active. Takes plan.',
    '$(pass) plan | Works here: TensorFlow.js 4.22.0, kernels 0123abcd',
    '$(pass) wasm | Works here: TensorFlow.js 4.22.0',
    '$(pass) cpu | Works here: TensorFlow.js 4.22.0',
    '$(circle-slash) tensorflow | Not available: @tensorflow/tfjs-node could not be loaded (not in /home)',
  ]);
});

it('auto says what it takes where there can be no plan', () => {
  const [auto] = backendItems('auto', { plan: { available: false, reason: 'no SIMD' }, wasm: JS });
  expect(auto!.detail).toBe('$(check) Active. Takes wasm, since plan cannot be used here.');
});

it('the advice after a failed download names every way around it', () => {
  const text = installAdvice('getaddrinfo ENOTFOUND storage.googleapis.com', true);
  for (const word of [
    'storage.googleapis.com',
    'proxy',
    'nas.nativeBackend.mirror',
    'TFJS_NODE_CDN_STORAGE',
    'TFJS_NODE_BASE_URI',
    'npm run native',
    'nas.nativeBackend.folder',
  ]) {
    expect(text).toContain(word);
  }
});
