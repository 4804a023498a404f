import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { generateCode } from '../../../src/core/codegen/generate';
import { costOf } from '../../../src/core/graph/cost';
import { ZOO, sampled } from '../../support/code-cases';
import { runTfjsCode, trainableCount } from '../../support/run-tfjs-code';

beforeAll(async () => {
  await setBackend('cpu');
});

describe('generated TensorFlow.js code', () => {
  it.each([...ZOO, ...sampled(30)])('builds $name with its parameters and its output', ({ architecture }) => {
    const model = runTfjsCode(generateCode(architecture, 'tfjs'));

    expect({ paramCount: trainableCount(model), output: model.outputs[0]!.shape.slice(1) }).toEqual({
      paramCount: costOf(architecture).paramCount,
      output: architecture.shapes.at(-1),
    });
    model.dispose();
  });
});
