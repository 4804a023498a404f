import type { Architecture } from '../core/graph/architecture';

/** An architecture with weights. Owns its variables until `dispose`. */
export interface Network {
  readonly architecture: Architecture;
  dispose(): void;
}
