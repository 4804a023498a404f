import { build } from 'esbuild';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../../..');
const WASM_FOLDER = path.join(ROOT, 'node_modules/@tensorflow/tfjs-backend-wasm/dist');

const ENTRIES = {
  search: 'src/worker/search-main.ts',
  report: 'src/worker/report-main.ts',
  evaluator: 'src/worker/evaluator-main.ts',
  cli: 'src/cli/main.ts',
  'fake-evaluator': 'test/worker/support/fake-evaluator.ts',
  'pool-parent': 'test/worker/support/pool-parent.ts',
  'lease-holder': 'test/worker/support/lease-holder.ts',
} as const;

export type ProgramName = keyof typeof ENTRIES;

export interface Programs {
  readonly folder: string;
  path(name: ProgramName): string;
  remove(): void;
}

/**
 * Bundles programs for one test file, like `.esbuild.mjs` but not minified. The
 * folder is two levels below the root, where the programs find `media/`.
 */
export async function buildPrograms(...names: ProgramName[]): Promise<Programs> {
  const cache = path.join(ROOT, '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(path.join(cache, 'programs-'));
  for (const file of ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm']) {
    copyFileSync(path.join(WASM_FOLDER, file), path.join(folder, file));
  }
  copyFileSync(path.join(ROOT, 'src/tensor/wasm/kernels.wasm'), path.join(folder, 'nas-kernels.wasm'));
  await Promise.all(
    names.map((name) =>
      build({
        platform: 'node',
        target: 'node20',
        format: 'cjs',
        mainFields: ['module', 'main'],
        external: ['@tensorflow/tfjs-node'],
        bundle: true,
        keepNames: true,
        logLevel: 'error',
        entryPoints: { [name]: path.join(ROOT, ENTRIES[name]) },
        outdir: folder,
      }),
    ),
  );
  return {
    folder,
    path: (name) => path.join(folder, `${name}.js`),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
