import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What a fake npm does when it is told to install. */
export type FakeNpm = 'installs' | 'installs-wrong-gradients' | 'has-no-network' | 'hangs';

/**
 * A program `npm` that writes the folder it was called in, and what it was asked,
 * to `record`, a JSON object a line, and then does as it is told. POSIX only.
 *
 * @returns the folder to put on the PATH
 */
export function fakeNpm(folder: string, record: string, kind: FakeNpm): string {
  const bin = path.join(folder, kind);
  mkdirSync(bin, { recursive: true });
  const npm = path.join(bin, 'npm');
  writeFileSync(
    npm,
    `#!${process.execPath}\n${HEAD.replace('RECORD', JSON.stringify(record))}${BODIES[kind]}`,
  );
  chmodSync(npm, 0o755);
  return bin;
}

const HEAD = `
const fs = require('node:fs');
const { spawn } = require('node:child_process');
const said = { cwd: process.cwd(), args: process.argv.slice(2), mirror: process.env.TFJS_NODE_CDN_STORAGE,
  manifest: JSON.parse(fs.readFileSync('package.json', 'utf8')) };
const record = (more) => fs.appendFileSync(RECORD, JSON.stringify({ ...said, ...more }) + '\\n');
`;

/** A backend of the name that the real one has, on the kernels of the pure JavaScript one. */
const NATIVE = `
const engine = globalThis._tfengine;
const kernels = globalThis._tfGlobals.get('kernelRegistry');
for (const [key, config] of [...kernels]) {
  if (config.backendName !== 'cpu') continue;
  kernels.set(key.replace('cpu_', 'tensorflow_'), { ...config, backendName: 'tensorflow' });
}
engine.registerBackend('tensorflow', () => engine.registryFactory.cpu.factory(), 3);
`;

/** The gradient of average pooling that leaves padding out, which that of the pure JavaScript backend does not. */
const RIGHT_AVERAGE = `
kernels.set('tensorflow_AvgPoolGrad', { kernelName: 'AvgPoolGrad', backendName: 'tensorflow',
  kernelFunc({ inputs: { dy, input }, backend, attrs: { filterSize, strides, pad } }) {
    const pair = (n) => (Array.isArray(n) ? n : [n, n]);
    const [size, step] = [pair(filterSize), pair(strides)];
    const [batch, ...positions] = input.shape;
    const channels = input.shape[3];
    const before = [0, 1].map((axis) => {
      if (pad === 'valid') return 0;
      if (pad !== 'same') return Array.isArray(pad) ? pad[axis + 1][0] : pad;
      const out = dy.shape[axis + 1];
      return Math.floor(Math.max(0, (out - 1) * step[axis] + size[axis] - positions[axis]) / 2);
    });
    const from = backend.data.get(dy.dataId).values;
    const to = new Float32Array(input.shape.reduce((a, b) => a * b, 1));
    const [, outH, outW] = dy.shape;
    const inside = (o, axis) => {
      const first = o * step[axis] - before[axis];
      return [Math.max(0, first), Math.min(positions[axis], first + size[axis])];
    };
    for (let b = 0; b < batch; b++) for (let oh = 0; oh < outH; oh++) for (let ow = 0; ow < outW; ow++) {
      const [h0, h1] = inside(oh, 0);
      const [w0, w1] = inside(ow, 1);
      for (let h = h0; h < h1; h++) for (let w = w0; w < w1; w++) for (let c = 0; c < channels; c++) {
        to[((b * positions[0] + h) * positions[1] + w) * channels + c] +=
          from[((b * outH + oh) * outW + ow) * channels + c] / ((h1 - h0) * (w1 - w0));
      }
    }
    return backend.makeTensorInfo(input.shape, 'float32', to);
  } });
`;

const install = (source: string): string => `
record({});
console.log('* Downloading libtensorflow');
const home = 'node_modules/@tensorflow/tfjs-node';
fs.mkdirSync(home, { recursive: true });
fs.writeFileSync(home + '/package.json', JSON.stringify({ name: '@tensorflow/tfjs-node', version: '4.22.0', main: 'index.js' }));
fs.writeFileSync(home + '/index.js', ${JSON.stringify(source)});
console.log('added 1 package');
`;

const BODIES: Readonly<Record<FakeNpm, string>> = {
  installs: install(NATIVE + RIGHT_AVERAGE),
  'installs-wrong-gradients': install(NATIVE),
  'has-no-network': `
record({});
fs.mkdirSync('node_modules/half', { recursive: true });
console.log('* Downloading libtensorflow');
console.error(\`node:events:502
      throw er; // Unhandled 'error' event
      ^

Error: getaddrinfo ENOTFOUND storage.googleapis.com
    at GetAddrInfoReqWrap.onlookupall [as oncomplete] (node:dns:122:26)
Emitted 'error' event on ClientRequest instance at:
    at emitErrorEvent (node:_http_client:101:11) {
  code: 'ENOTFOUND',
  hostname: 'storage.googleapis.com'
}
npm error code 1
npm error path \${process.cwd()}/node_modules/@tensorflow/tfjs-node
npm error command failed
npm error command sh -c node scripts/install.js
npm error A complete log of this run can be found in: /home/debug-0.log\`);
process.exit(1);
`,
  hangs: `
const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
record({ pid: process.pid, child: child.pid });
console.log('* Downloading libtensorflow');
setInterval(() => {}, 1000);
`,
};
