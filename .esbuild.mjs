// Builds every artefact into dist/, one build call each. `node .esbuild.mjs cli search` builds only those.
import { build } from 'esbuild';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

// Under `platform: node` alone, whose field is main, tfjs-backend-cpu loses its registration (its sideEffects list
// misses that file) and jsonc-parser its parts (its UMD build requires them in a way that no bundler sees).
const node = { platform: 'node', target: 'node20', format: 'cjs', mainFields: ['module', 'main'] };
const tensor = { ...node, external: ['@tensorflow/tfjs-node'] };
const browser = { platform: 'browser', target: 'chrome140', format: 'iife' };

/** `maxKb` is a budget for the minified file: crossing it fails the build until someone decides. */
const ARTEFACTS = {
  extension: {
    entry: 'src/extension/extension.ts',
    // zod looks at `navigator`, which the extension host logs as an error.
    options: { ...node, external: ['vscode'], define: { navigator: 'undefined' } },
    maxKb: 1300,
  },
  search: { entry: 'src/worker/search-main.ts', options: tensor, maxKb: 1200 },
  report: { entry: 'src/worker/report-main.ts', options: node, maxKb: 700 },
  evaluator: { entry: 'src/worker/evaluator-main.ts', options: tensor, maxKb: 2200 },
  cli: {
    entry: 'src/cli/main.ts',
    options: { ...tensor, banner: { js: '#!/usr/bin/env node' } },
    maxKb: 2800,
  },
  dashboard: { entry: 'webview/dashboard/main.ts', options: browser, maxKb: 900 },
  architecture: { entry: 'webview/architecture/main.ts', options: browser, maxKb: 700 },
  architectures: { entry: 'webview/architectures/main.ts', options: browser, maxKb: 700 },
  space: { entry: 'webview/space/main.ts', options: browser, maxKb: 900 },
  compare: { entry: 'webview/compare/main.ts', options: browser, maxKb: 700 },
  insight: { entry: 'webview/insight/main.ts', options: browser, maxKb: 1000 },
};

/** Packages that must never be part of an artefact. */
const FORBIDDEN = { extension: /node_modules\/@tensorflow\// };

/** `import text from './x?bundle'`: the module as a script of its own, for a worker that a page starts from a blob. */
const bundleAsText = {
  name: 'bundle-as-text',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\?bundle$/ }, ({ path: file, resolveDir }) => ({
      path: path.resolve(resolveDir, file.replace(/\?bundle$/, '.ts')),
      namespace: 'bundle',
    }));
    onLoad({ filter: /.*/, namespace: 'bundle' }, async ({ path: file }) => {
      const { outputFiles } = await build({
        ...browser,
        entryPoints: [file],
        bundle: true,
        minify: true,
        write: false,
      });
      return { contents: outputFiles[0].text, loader: 'text' };
    });
  },
};

const WASM_FILES = ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm'];

const wanted = process.argv.slice(2);
mkdirSync('dist', { recursive: true });
for (const file of WASM_FILES) {
  copyFileSync(path.join('node_modules/@tensorflow/tfjs-backend-wasm/dist', file), path.join('dist', file));
}

copyFileSync('src/tensor/wasm/kernels.wasm', 'dist/nas-kernels.wasm');

/** Folders of the packages whose code is in an artefact. */
const bundled = new Set();

for (const [name, { entry, options, maxKb }] of Object.entries(ARTEFACTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const result = await build({
    ...options,
    entryPoints: { [name]: entry },
    outdir: 'dist',
    bundle: true,
    minify: true,
    keepNames: true,
    sourcemap: 'external',
    metafile: true,
    logLevel: 'warning',
    logOverride: { 'ignored-bare-import': 'error' },
    loader: { '.svg': 'text' },
    plugins: [bundleAsText],
  });
  check(name, result.metafile, maxKb);
  for (const input of Object.keys(result.metafile.inputs)) {
    const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
    if (folder) bundled.add(folder);
  }
}
if (wanted.length === 0) writeFileSync('dist/third-party-notices.txt', notices([...bundled].sort()));

/** What the licences of the bundled packages ask for: their names, versions and texts. */
function notices(folders) {
  return folders
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
      const texts = readdirSync(folder).filter((file) => /^(licen[cs]e|notice)(\.(md|txt))?$/i.test(file));
      const text = texts.map((file) => readFileSync(path.join(folder, file), 'utf8').trim()).join('\n\n');
      return `${'='.repeat(80)}\n${name} ${version} (${license})\n\n${text || `Licensed under ${license}.`}\n`;
    })
    .join('\n');
}

function check(name, metafile, maxKb) {
  writeFileSync(`dist/${name}.meta.json`, JSON.stringify(metafile));
  const kb = Math.ceil(metafile.outputs[`dist/${name}.js`].bytes / 1024);
  if (kb > maxKb) throw new Error(`dist/${name}.js has ${kb} kB, more than its budget of ${maxKb} kB`);
  const forbidden = FORBIDDEN[name];
  const found = forbidden && Object.keys(metafile.inputs).find((input) => forbidden.test(input));
  if (found) throw new Error(`dist/${name}.js must not contain ${found}`);
  console.log(`dist/${name}.js  ${kb} kB of ${maxKb} kB`);
}
