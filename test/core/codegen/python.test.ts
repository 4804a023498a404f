import { setBackend } from '@tensorflow/tfjs-core';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateCode } from '../../../src/core/codegen/generate';
import { costOf } from '../../../src/core/graph/cost';
import { vocabularyOf } from '../../../src/core/graph/tokens';
import type { CodeCase } from '../../support/code-cases';
import { ZOO, sampled } from '../../support/code-cases';
import { pythonWith, runPython } from '../../support/python';
import { runTfjsCode } from '../../support/run-tfjs-code';
import { referenceOf } from '../../support/tfjs-reference';

const CASES = [...ZOO, ...sampled(30)];
/** Renamed for Python, so that their layers do not find each other; and too slow for pure JavaScript. */
const NOT_COMPARED = /^(reserved_words|nas_bench_201)/;

const folder = mkdtempSync(join(tmpdir(), 'nas-code-'));
const python = pythonWith('py_compile');
const withTorch = pythonWith('torch, numpy');
const withKeras = pythonWith('keras');

beforeAll(async () => {
  await setBackend('cpu');
  for (const { name, architecture } of CASES) {
    writeFileSync(join(folder, `keras_${name}.py`), generateCode(architecture, 'keras', { title: name }));
    writeFileSync(join(folder, `pytorch_${name}.py`), generateCode(architecture, 'pytorch', { title: name }));
    writeFileSync(join(folder, `${name}.shape.json`), JSON.stringify(architecture.shapes[0]));
  }
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe.runIf(python !== undefined)('generated Python code', () => {
  it('compiles', () => {
    expect(runPython(python!, 'compile_files.py', folder).trim()).toBe('');
  });
});

describe.runIf(withKeras !== undefined)('generated Keras code', () => {
  it('builds every network with its parameters and its output', { timeout: 600_000 }, () => {
    expect(JSON.parse(runPython(withKeras!, 'run_keras.py', folder))).toEqual(expectedOf(CASES));
  });
});

describe.runIf(python !== undefined)("generated Keras code, by a reading of Keras' documentation,", () => {
  it('builds every network with its parameters and its output', () => {
    const reading = join(import.meta.dirname, '../../support/python/keras-reading');

    expect(JSON.parse(runPython(python!, 'run_keras.py', folder, reading))).toEqual(expectedOf(CASES));
  });
});

describe.runIf(withTorch !== undefined)('generated PyTorch code', () => {
  it(
    'builds every network with its parameters and its output, and computes what TensorFlow.js computes',
    { timeout: 600_000 },
    () => {
      const compared = CASES.filter(({ name }) => !NOT_COMPARED.test(name));
      for (const { name, architecture } of compared) {
        const model = runTfjsCode(generateCode(architecture, 'tfjs'));
        const reference = referenceOf(model, architecture.shapes[0]!, vocabularyOf(architecture));
        writeFileSync(join(folder, `${name}.reference.json`), JSON.stringify(reference));
        model.dispose();
      }

      const found = JSON.parse(runPython(withTorch!, 'run_pytorch.py', folder)) as Found;

      const differences = Object.entries(found).flatMap(([name, { difference }]) =>
        difference === undefined || difference < 1e-4 ? [] : [`${name}: ${difference}`],
      );
      expect(differences).toEqual([]);
      expect(Object.values(found).filter(({ difference }) => difference !== undefined).length).toBe(
        compared.length,
      );
      expect(
        Object.fromEntries(
          Object.entries(found).map(([name, { paramCount, output }]) => [name, { paramCount, output }]),
        ),
      ).toEqual(expectedOf(CASES));
    },
  );
});

type Found = Readonly<Record<string, { paramCount: number; output: readonly number[]; difference?: number }>>;

function expectedOf(cases: readonly CodeCase[]) {
  return Object.fromEntries(
    cases.map(({ name, architecture }) => [
      name,
      { paramCount: costOf(architecture).paramCount, output: architecture.shapes.at(-1) },
    ]),
  );
}
