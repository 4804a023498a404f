import { describe, expect, it } from 'vitest';
import { costOf } from '../../../src/core/graph/cost';
import { createSpace } from '../../../src/core/space/catalog';
import { benchData } from '../../support/bench-data';

const published = createSpace({ kind: 'nas-bench-201' }, { inputShape: [32, 32, 3], outputUnits: 10 });

describe('nas-bench-201', () => {
  it('has the published 15,625 cells, 6,466 of them distinct', () => {
    const ids = new Set<string>();
    let nCells = 0;
    for (const genotype of everyCell()) {
      nCells++;
      ids.add(published.candidateId(genotype));
    }
    expect([nCells, published.count(), ids.size, published.countDistinct()]).toEqual([
      15_625,
      15_625n,
      6_466,
      6_466n,
    ]);
  });

  const text = benchData('nasbench201.json.gz');
  it.skipIf(text === undefined)('has the published parameters and FLOPs in all rows of the benchmark', () => {
    const table = JSON.parse(text ?? '') as { columns: string[]; rows: (number | string)[][] };
    const [arch, flops, params] = ['arch', 'flops_m', 'params_m'].map((name) => table.columns.indexOf(name));
    const wrong = table.rows.filter((row) => {
      const { paramCount, macs } = costOf(published.build(published.parse(String(row[arch!]))));
      // FLOPs of the benchmark add the ten biases of the output layer to the MACs.
      return row[params!] !== paramCount / 1e6 || row[flops!] !== (macs + 10) / 1e6;
    });
    expect([table.rows.length, wrong.slice(0, 3)]).toEqual([15_625, []]);
  });
});

function* everyCell(): Generator<number[]> {
  for (let cell = 0; cell < 5 ** 6; cell++)
    yield Array.from({ length: 6 }, (_, edge) => Math.floor(cell / 5 ** edge) % 5);
}
