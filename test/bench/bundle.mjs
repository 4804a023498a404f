// Bundles a program that needs TensorFlow.js, packages and all, because Node alone cannot import tfjs's gradients.
import path from 'node:path';

import { build } from 'esbuild';

export async function bundle(entry) {
  const outfile = path.resolve('.cache/bench', `${path.basename(entry, '.ts')}.cjs`);
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    external: ['@tensorflow/tfjs-node'],
    logLevel: 'warning',
  });
  return outfile;
}
