// Compiles every *.c of this folder into one kernels.wasm: node src/tensor/wasm/build.mjs [file to write]
// Needs clang and wasm-ld 19 (Debian: clang-19 lld-19; NAS_CLANG names another one), byte for byte the same each time.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const COMPILE = [
  '--target=wasm32',
  '-std=c17',
  '-O3',
  '-msimd128',
  '-mbulk-memory',
  '-ffreestanding',
  '-fno-builtin',
  '-fno-math-errno',
  '-fno-strict-aliasing',
  // The kernels say themselves what is a vector; guessed ones bloat the tails.
  '-fno-vectorize',
  '-fno-slp-vectorize',
  '-Wall',
  '-Wextra',
  '-Wno-unused-parameter',
  '-Werror',
];
const LINK = [
  '--target=wasm32',
  '-nostdlib',
  '-Wl,--no-entry',
  '-Wl,--import-memory',
  '-Wl,-z,stack-size=0',
  '-Wl,--strip-all',
];
const DATA_SECTION = 11;

const folder = path.dirname(fileURLToPath(import.meta.url));
const clang = process.env['NAS_CLANG'] ?? 'clang-19';
const target = path.resolve(process.argv[2] ?? path.join(folder, 'kernels.wasm'));
const work = mkdtempSync(path.join(tmpdir(), 'nas-kernels-'));
try {
  const sources = readdirSync(folder).filter((name) => name.endsWith('.c'));
  const objects = sources.sort().map((source) => {
    const object = path.join(work, `${source}.o`);
    run([...COMPILE, '-c', '-o', object, source]);
    checkObject(source, readFileSync(object, 'latin1'));
    return object;
  });
  const linked = path.join(work, 'kernels.wasm');
  run([...LINK, '-o', linked, ...objects]);
  checkModule(readFileSync(linked));
  copyFileSync(linked, target);
  console.log(`${path.relative(process.cwd(), target)}  ${Math.ceil(statSync(target).size / 1024)} kB`);
} finally {
  rmSync(work, { recursive: true });
}

function run(args) {
  const { status, error } = spawnSync(clang, args, { cwd: folder, stdio: 'inherit' });
  if (error) throw new Error(`${clang} cannot be started: ${error.message}`);
  if (status !== 0) throw new Error(`${clang} ended with ${status}`);
}

/** Two modules live in one memory, so this one may have no stack and no static data in it. */
function checkObject(source, object) {
  if (object.includes('__stack_pointer')) {
    throw new Error(`${source} needs a stack in memory: is there an array whose index is not a constant?`);
  }
}

function checkModule(bytes) {
  if ([...sectionIds(bytes)].includes(DATA_SECTION)) {
    throw new Error('a kernel has static data: constants and tables must be code');
  }
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(bytes));
  const foreign = imports.filter(({ module, name }) => module !== 'env' || name !== 'memory');
  if (foreign.length > 0) throw new Error(`a kernel calls ${foreign.map(({ name }) => name).join(', ')}`);
}

function* sectionIds(bytes) {
  for (let at = 8; at < bytes.length;) {
    yield bytes[at++];
    let size = 0;
    for (let shift = 0, byte = 0x80; byte & 0x80; shift += 7) size |= ((byte = bytes[at++]) & 0x7f) << shift;
    at += size;
  }
}
