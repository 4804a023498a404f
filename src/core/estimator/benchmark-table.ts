import type { SpaceContext } from '../space/space';
import type { MetricSpec } from '../trial/metric';
import type { Metrics } from '../trial/trial';

/** A metric that a table brings. */
export interface TableMetric extends MetricSpec {
  readonly name: string;
  /** Known of a candidate before it is measured, as its size is: strategies may look at it for free. */
  readonly known?: boolean;
}

/** One measurement of a table. */
export interface TableMeasurement {
  /** Without the metrics that are missing. */
  readonly metrics: Metrics;
  /** Seconds that the original measurement took, from its first epoch on. */
  readonly simulatedSeconds?: number;
}

/** What a table says of one encoding; the metrics are those of a full measurement. */
export interface TableRow extends TableMeasurement {
  /** The architecture in the space's notation. */
  readonly notation: string;
  /** The same at each of the table's fidelities but the last; absent where there is one only. */
  readonly cheaper?: readonly TableMeasurement[];
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
  /** The epochs after which candidates were measured, ascending; the last ones are a full measurement. Absent: that one only. */
  readonly fidelities?: readonly number[];
  /**
   * Whether longer measurements go on where shorter ones ended, as along a learning curve, so that only what is
   * added is paid. Otherwise each stands for a training of its own.
   */
  readonly continues?: boolean;
  readonly rows: readonly TableRow[];
}
