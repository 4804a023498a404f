import { PackageManager, listFiles } from '@vscode/vsce';
import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ROOT } from './support/imports';

/** All that a person installs. A new file is a decision: add it here. */
const FILES = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'dist/architecture.css',
  'dist/architecture.js',
  'dist/architectures.css',
  'dist/architectures.js',
  'dist/cli.js',
  'dist/compare.css',
  'dist/compare.js',
  'dist/dashboard.css',
  'dist/dashboard.js',
  'dist/evaluator.js',
  'dist/extension.js',
  'dist/insight.css',
  'dist/insight.js',
  'dist/nas-kernels.wasm',
  'dist/report.js',
  'dist/search.js',
  'dist/space.css',
  'dist/space.js',
  'dist/tfjs-backend-wasm-simd.wasm',
  'dist/tfjs-backend-wasm.wasm',
  'dist/third-party-notices.txt',
  'media/data/NOTICE.md',
  'media/data/digits-images.idx.gz',
  'media/data/digits-labels.idx.gz',
  'media/icon.png',
  'media/icons/activity.svg',
  'media/icons/architecture-dark.svg',
  'media/icons/architecture-light.svg',
  'media/icons/compare-dark.svg',
  'media/icons/compare-light.svg',
  'media/icons/dashboard-dark.svg',
  'media/icons/dashboard-light.svg',
  'media/icons/insight-dark.svg',
  'media/icons/insight-light.svg',
  'media/icons/space-dark.svg',
  'media/icons/space-light.svg',
  'media/l10n/bundle.l10n.json',
  'media/samples/digits.nas.json',
  'media/samples/nas-bench-201-cells.nas.json',
  'media/samples/own-space.nas.json',
  'media/schemas/architecture.schema.json',
  'media/schemas/experiment.schema.json',
  'media/walkthrough/describe-dark.png',
  'media/walkthrough/describe-light.png',
  'media/walkthrough/leave-dark.png',
  'media/walkthrough/leave-light.png',
  'media/walkthrough/run-dark.png',
  'media/walkthrough/run-light.png',
  'media/walkthrough/space-dark.png',
  'media/walkthrough/space-light.png',
  'media/walkthrough/watch-dark.png',
  'media/walkthrough/watch-light.png',
  'package.json',
  'package.nls.json',
];

it.skipIf(!existsSync(`${ROOT}/dist/third-party-notices.txt`))(
  'packages these files and no other',
  async () => {
    const files = await listFiles({ cwd: ROOT, packageManager: PackageManager.None });
    expect(files.sort()).toEqual(FILES);
  },
);
