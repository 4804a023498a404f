import type { ArchitectureNode } from '../core/graph/architecture';
import type { Metrics } from '../core/trial/trial';

/** Both directions of every panel: `ready` first, then a snapshot, then numbered batches. */
export const PANEL_PROTOCOL_VERSION = 1;

/** Whether a process owns the run, and for what; the journal cannot say. */
export type RunLiveness = 'live' | 'retraining' | 'interrupted' | 'idle';

/** What every page may ask. */
export interface TextRequests {
  'text/copy': { params: { text: string }; result: null };
}

export interface FileRequests {
  'file/save': {
    params: { name: string; content: string; encoding: 'utf8' | 'base64' };
    result: { saved: boolean };
  };
}

/** The page's listener exists; answer with a snapshot. */
export interface ReadyEvent {
  'page/ready': { protocolVersion: number };
}

/** An architecture with what a viewer shows of it. */
export interface ArchitecturePicture {
  readonly title: string;
  readonly subtitle: string;
  /** In its space's notation, or compact JSON. */
  readonly notation: string;
  readonly nodes: readonly ArchitectureNode[];
  readonly metrics: Metrics;
}
