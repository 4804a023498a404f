import type { BenchmarkTable } from './benchmark-table';
import { isObject } from './table-cells';
import type { JsonObject } from './table-cells';
import { tableDeclaration } from './table-declaration';
import { declaredTable } from './table-declared';

export function isNasBenchMacroFile(json: unknown): json is JsonObject {
  if (!isObject(json) || 'format' in json) return false;
  const columns: unknown = json['columns'];
  return Array.isArray(columns) && columns.includes('mean_acc') && columns.includes('test_acc_1');
}

/**
 * Reads the NAS-Bench-Macro file: 6,561 networks with three CIFAR-10 test accuracies each.
 *
 * The benchmark has no validation accuracy. The first training stands for what a search sees, `valAccuracy`, and the mean of the
 * three for the answer, `testAccuracy`: right for comparing strategies, not for claiming a result.
 */
export function readNasBenchMacroTable(json: JsonObject, path: string): BenchmarkTable {
  return declaredTable(
    tableDeclaration.parse({
      format: 'nas-table-declaration',
      data: path,
      space: { kind: 'nas-bench-macro' },
      candidate: { column: 'arch' },
      metrics: [
        {
          name: 'valAccuracy',
          column: 'test_acc_1',
          ...ACCURACY,
          title: 'Accuracy of one training',
          description:
            'CIFAR-10 test accuracy of the first of three trainings, in [0, 1]: what a search sees.',
        },
        {
          name: 'testAccuracy',
          column: 'mean_acc',
          ...ACCURACY,
          title: 'Test accuracy',
          description: 'Mean CIFAR-10 test accuracy of three trainings, in [0, 1].',
        },
        { name: 'paramCount', column: 'params', ...SIZE, title: 'Parameters' },
        {
          name: 'macs',
          column: 'flops',
          ...SIZE,
          title: 'MACs',
          description: 'Multiply-accumulates of one forward pass on one 32x32 image (the paper says FLOPs).',
        },
      ],
    }),
    json,
    path,
  );
}

const ACCURACY = { scale: 0.01, goal: 'maximize', unit: 'fraction' };
const SIZE = { goal: 'minimize', unit: 'count', known: true };
