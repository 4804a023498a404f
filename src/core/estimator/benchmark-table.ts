import type { SpaceContext } from '../space/space';
import type { MetricSpec } from '../trial/metric';
import type { Metrics } from '../trial/trial';

/** A metric that a table brings. */
export interface TableMetric extends MetricSpec {
  readonly name: string;
  /** Known of a candidate before it is measured, as its size is: strategies may look at it for free. */
  readonly known?: boolean;
}

/** What a table says of one encoding. */
export interface TableRow {
  /** The architecture in the space's notation. */
  readonly notation: string;
  /** Without the metrics that are missing in this row. */
  readonly metrics: Metrics;
  /** Seconds that the original measurement took. */
  readonly simulatedSeconds?: number;
}

/** Published or own results of the architectures of one space. */
export interface BenchmarkTable {
  /** Named in errors. */
  readonly path: string;
  /** Kind of the space that the notations belong to. */
  readonly space: string;
  /** Options of that space, where the table states them; what is left out has its default. */
  readonly spaceOptions?: Readonly<Record<string, unknown>>;
  readonly context: SpaceContext;
  readonly metrics: readonly TableMetric[];
  /** Whether a budget of simulated seconds makes sense with it. */
  readonly hasSimulatedSeconds: boolean;
  readonly rows: readonly TableRow[];
}
