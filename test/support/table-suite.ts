import { createRng } from '../../src/core/base/random';
import { GraphBuilder } from '../../src/core/graph/graph-builder';
import type { NodeRef } from '../../src/core/graph/graph-builder';
import { createSpace } from '../../src/core/space/catalog';
import { createKnobSpace } from '../../src/core/space/knob-space';
import { listedSpace } from '../../src/core/space/listed-space';
import { NAS_BENCH_201_CONTEXT } from '../../src/core/space/nas-bench-201';
import type { CandidateId, Genotype, Knob, SearchSpace } from '../../src/core/space/space';
import { createStrategy } from '../../src/core/strategy/catalog';
import { benchData } from './bench-data';

/** A space of which a published table knows one number for each member, higher being better. */
export interface ScoredSpace {
  readonly title: string;
  readonly space: SearchSpace;
  readonly score: (genotype: Genotype) => number;
  /** All scores, for the scale of regret. */
  readonly scores: readonly number[];
}

interface Columns {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** Every table that is there; titles say file and column. */
export function scoredSpaces(): ScoredSpace[] {
  return [...nasBench201(), ...macro(), ...smallCells(), ...sparse()];
}

/**
 * 100 (best - incumbent) / (best - median) of the table after each evaluation: 0 is the best, 100 a median
 * candidate. Ends early where the strategy is exhausted.
 */
export function regretCurve(
  { space, score, scores }: ScoredSpace,
  options: { readonly kind: string } & Readonly<Record<string, unknown>>,
  seed: number,
  evaluations: number,
): number[] {
  const sorted = scores.toSorted((a, b) => a - b);
  const best = sorted.at(-1)!;
  const median = sorted[Math.floor(sorted.length / 2)]!;
  const strategy = createStrategy(space, options, createRng(seed));
  const curve: number[] = [];
  let incumbent = -Infinity;
  while (curve.length < evaluations) {
    const ask = strategy.ask();
    if (ask.kind !== 'proposal') break;
    const { trial, genotype } = ask.proposal;
    const value = score(genotype);
    strategy.tell({ trial, status: 'measured', score: { values: [value], violation: 0 } });
    incumbent = Math.max(incumbent, value);
    curve.push((100 * (best - incumbent)) / (best - median));
  }
  return curve;
}

function tableOf(file: string): Columns | undefined {
  const text = benchData(file);
  return text === undefined ? undefined : (JSON.parse(text) as Columns);
}

function scored(
  title: string,
  whole: SearchSpace,
  pairs: readonly (readonly [Genotype, number])[],
): ScoredSpace {
  const values = new Map<string, number>();
  const genotypes: Genotype[] = [];
  for (const [genotype, value] of pairs) {
    if (values.has(genotype.join())) continue;
    values.set(genotype.join(), value);
    genotypes.push(genotype);
  }
  const space = BigInt(genotypes.length) === whole.count() ? whole : listedSpace(whole, genotypes);
  return {
    title,
    space: remembering(space),
    score: (genotype) => values.get(genotype.join())!,
    scores: [...values.values()],
  };
}

/** Names are worked out once, so that a race spends its time on strategies. */
function remembering(space: SearchSpace): SearchSpace {
  const ids = new Map<string, CandidateId>();
  return {
    ...space,
    candidateId(genotype) {
      const key = genotype.join();
      let id = ids.get(key);
      if (id === undefined) ids.set(key, (id = space.candidateId(genotype)));
      return id;
    },
  };
}

function cells201(): SearchSpace {
  return createSpace({ kind: 'nas-bench-201' }, NAS_BENCH_201_CONTEXT);
}

function nasBench201(): ScoredSpace[] {
  const table = tableOf('nasbench201.json.gz');
  if (!table) return [];
  const space = cells201();
  const genotypes = table.rows.map((row) => space.parse(String(row[1])));
  const columns = [
    'c10_val_200ep',
    'c100_val_200ep',
    'c10_test_200ep',
    'c100_test_200ep',
    'c10_val_12ep',
    'c100_val_12ep',
  ];
  return columns.map((name) => {
    const column = table.columns.indexOf(name);
    return scored(
      `201 ${name}`,
      space,
      genotypes.map((genotype, i) => [genotype, Number(table.rows[i]![column])]),
    );
  });
}

function macro(): ScoredSpace[] {
  const table = tableOf('nasbench-macro.json.gz');
  if (!table) return [];
  const space = createSpace({ kind: 'nas-bench-macro' }, NAS_BENCH_201_CONTEXT);
  return ['mean_acc', 'test_acc_1'].map((name) => {
    const column = table.columns.indexOf(name);
    return scored(
      `macro ${name}`,
      space,
      table.rows.map((row) => [space.parse(String(row[0])), Number(row[column])]),
    );
  });
}

/** NAS-Bench-101's cells of at most five vertices, after four epochs. */
function smallCells(): ScoredSpace[] {
  const table = tableOf('nasbench101-ecnas-4epoch.json.gz');
  if (!table) return [];
  const space = cells101(5);
  const of = (name: string): number => table.columns.indexOf(name);
  const pairs = table.rows.flatMap((row): [Genotype, number][] => {
    const labels = row[of('labels')] as number[];
    const n = labels.length;
    const bits = (row[of('upper_triangle')] as string).match(/\d/g)!.map(Number);
    const matrix = Array.from({ length: n }, () => Array<number>(n).fill(0));
    let k = 0;
    for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) matrix[i]![j] = bits[k++]!;
    const value = row[of('val_acc_4ep')];
    return typeof value === 'number' ? [[genotype101(matrix, labels.slice(1, -1), 5), 100 * value]] : [];
  });
  return [scored('101 up to five vertices, 4 epochs', space, pairs)];
}

function sparse(): ScoredSpace[] {
  const text = benchData('naslib-zero-cost.json.gz');
  if (text === undefined) return [];
  const { sets } = JSON.parse(text) as { sets: Record<string, Columns> };
  const c201 = cells201();
  return Object.entries(sets).flatMap(([name, { columns, rows }]) => {
    const value = columns.indexOf('val_accuracy');
    const pairs = (genotypeOf: (arch: unknown) => Genotype): [Genotype, number][] =>
      rows.map((row) => [genotypeOf(row[0]), Number(row[value])]);
    if (name.startsWith('nasbench201')) {
      const texts = tableOf('nasbench201.json.gz')!.rows;
      return [
        scored(
          `sparse ${name}`,
          c201,
          pairs((index) => c201.parse(String(texts[Number(index)]![1]))),
        ),
      ];
    }
    if (name.startsWith('transbench101')) {
      // none, skip, 1x1, 3x3 on the edges of 201's cell, in the order 0-1, 0-2, 1-2, 0-3, 1-3, 2-3.
      return [
        scored(
          `sparse ${name}`,
          c201,
          pairs((arch) => String(arch).match(/\d/g)!.map(Number)),
        ),
      ];
    }
    if (name.startsWith('nasbench101')) {
      const space = cells101(7);
      return [
        scored(
          `sparse ${name}`,
          space,
          pairs((arch) => {
            const numbers = String(arch).match(/\d+/g)!.map(Number);
            const matrix = Array.from({ length: 7 }, (_, i) => numbers.slice(7 * i, 7 * i + 7));
            // 2 max pool, 3 conv 1x1, 4 conv 3x3 as 0 conv 3x3, 1 conv 1x1, 2 max pool
            return genotype101(
              matrix,
              numbers.slice(50, 55).map((label) => 4 - label),
              7,
            );
          }),
        ),
      ];
    }
    const space = cells301();
    return [
      scored(
        `sparse ${name}`,
        space,
        pairs((arch) => String(arch).match(/\d+/g)!.map(Number)),
      ),
    ];
  });
}

const OPERATIONS_101 = ['conv3x3', 'conv1x1', 'maxpool3x3'];

/** Labels of the inner vertices, then the bits above the diagonal. Vertices that are not there have no edges. */
function genotype101(
  matrix: readonly (readonly number[])[],
  labels: readonly number[],
  size: number,
): Genotype {
  const n = matrix.length;
  // Inner vertices first, the output last.
  const place = (vertex: number): number => (vertex === n - 1 ? size - 1 : vertex);
  const bits = Array.from({ length: size }, () => Array<number>(size).fill(0));
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) bits[place(i)]![place(j)] = matrix[i]![j]!;
  const all = Array.from({ length: size - 2 }, (_, i) => Math.max(0, labels[i] ?? 0));
  for (let i = 0; i < size; i++) for (let j = i + 1; j < size; j++) all.push(bits[i]![j]!);
  return all;
}

/** Cells of NAS-Bench-101 with operations on vertices. */
function cells101(size: number): SearchSpace {
  const knobs: Knob[] = Array.from({ length: size - 2 }, (_, i) => ({
    name: `v${i + 1}`,
    values: OPERATIONS_101,
    ordinal: false,
  }));
  const edges: [number, number][] = [];
  for (let i = 0; i < size; i++)
    for (let j = i + 1; j < size; j++) {
      edges.push([i, j]);
      knobs.push({ name: `edge ${i}-${j}`, values: [false, true], ordinal: false });
    }
  const build = (genotype: Genotype) => {
    const g = new GraphBuilder([8, 8, 16]);
    const outputs: (NodeRef | undefined)[] = [g.input];
    for (let vertex = 1; vertex < size; vertex++) {
      const from = edges.flatMap(([i, j], e) =>
        j === vertex && genotype[size - 2 + e] === 1 && outputs[i] !== undefined ? [outputs[i]] : [],
      );
      const merged = from.length > 1 ? g.add(from) : from[0];
      const operation = vertex === size - 1 ? undefined : OPERATIONS_101[genotype[vertex - 1]!];
      outputs.push(
        merged === undefined || operation === undefined
          ? merged
          : operation === 'maxpool3x3'
            ? g.maxPool(merged, 3, { stride: 1 })
            : g.activation(g.batchNorm(g.conv2d(merged, 16, operation === 'conv3x3' ? 3 : 1)), 'relu'),
      );
    }
    return g.build(g.node({ kind: 'identity' }, [outputs.at(-1) ?? g.zero(g.input)]));
  };
  return createKnobSpace({
    kind: 'cells-101',
    knobs,
    alwaysBuilds: true,
    build,
    candidateId: (genotype) => genotype.join(''),
  });
}

/** Two cells of DARTS as plain names: input and operation of eight edges each. */
function cells301(): SearchSpace {
  const knobs: Knob[] = Array.from({ length: 32 }, (_, i) => ({
    name: `k${i}`,
    values: Array.from(
      { length: i % 2 === 0 ? 7 : 8 },
      (__, v) => `${i % 2 === 0 ? 'from' : 'operation'} ${v}`,
    ),
    ordinal: false,
  }));
  const space = createKnobSpace({
    kind: 'cells-301',
    knobs,
    alwaysBuilds: true,
    candidateId: (genotype) => genotype.join(),
    build: () => new GraphBuilder([1]).build(),
  });
  return { ...space, sketch: () => undefined };
}
