import type { ArchitectureNode } from '../core/graph/architecture';
import type { EpochPoint } from '../core/journal/run-state';
import type { JournalEvent } from '../core/journal/event';
import type { SpacePicture, SpaceSample } from '../core/space/space-picture';
import type { Metrics } from '../core/trial/trial';

export type { SpacePicture, SpaceSample } from '../core/space/space-picture';
import type { Nothing } from './peer';

/** Both directions of every panel: `ready` first, then a snapshot, then numbered batches. */
export const PANEL_PROTOCOL_VERSION = 1;

/** Whether a process owns the run, and for what; the journal cannot say. */
export type RunLiveness = 'live' | 'retraining' | 'interrupted' | 'idle';

/** What the dashboard's page may ask of the host. */
export interface DashboardHostOffer {
  requests: {
    /** The learning curve of a trial; the snapshot has only those of running trials. */
    'trial/curve': { params: { trial: number }; result: { curve: readonly EpochPoint[] } };
    /** The graph of a trial. Fails with code `input` when the space cannot build it. */
    'trial/architecture': { params: { trial: number }; result: ArchitecturePicture };
    'run/pause': { params: Record<string, never>; result: null };
    'run/continue': { params: Record<string, never>; result: null };
    'run/resume': { params: Record<string, never>; result: null };
    'run/stop': { params: Record<string, never>; result: null };
    'trial/show': { params: { trials: readonly number[] }; result: null };
    'trial/export': { params: { trial: number }; result: null };
    /** Asks for epochs and seeds, and trains these candidates anew. */
    'trial/retrain': { params: { trials: readonly number[] }; result: null };
    'text/copy': { params: { text: string }; result: null };
    'file/save': {
      params: { name: string; content: string; encoding: 'utf8' | 'base64' };
      result: { saved: boolean };
    };
  };
  events: {
    /** The page's listener exists; answer with a snapshot. */
    'page/ready': { protocolVersion: number };
    /** A gap in `seq`: send a snapshot again. */
    'page/lost': Record<string, never>;
    /** Selected trials, for the tree and for restoring the panel. */
    'page/selected': { trials: readonly number[] };
  };
}

/** What the host sends the dashboard's page. */
export interface DashboardPageOffer {
  requests: Nothing;
  events: {
    /** Everything, epochs of finished trials left out. The page folds it with the core's replay. */
    'run/snapshot': {
      generation: number;
      seq: number;
      title: string;
      events: readonly JournalEvent[];
      liveness: RunLiveness;
      canRun: boolean;
    };
    /** The events since `seq - 1`. */
    'run/append': { generation: number; seq: number; events: readonly JournalEvent[] };
    'run/liveness': { liveness: RunLiveness; canRun: boolean };
    'run/problem': { message: string };
    /** Select these, as a click in the tree asks. */
    'page/select': { trials: readonly number[] };
  };
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

export interface ArchitectureHostOffer {
  requests: {
    'text/copy': { params: { text: string }; result: null };
    'file/save': {
      params: { name: string; content: string; encoding: 'utf8' | 'base64' };
      result: { saved: boolean };
    };
    /** The architecture as source code. */
    'code/generate': { params: { target: 'tfjs' | 'keras' | 'pytorch' }; result: { code: string } };
    /** Opens the code in an untitled editor. */
    'code/open': { params: { target: 'tfjs' | 'keras' | 'pytorch' }; result: null };
  };
  events: { 'page/ready': { protocolVersion: number } };
}

export interface ArchitecturePageOffer {
  requests: Nothing;
  events: {
    'architecture/show': { picture: ArchitecturePicture };
    'architecture/problem': { message: string };
  };
}

/** What running the experiment would mean. */
export interface ExperimentOutlook {
  /** Examples and shapes; absent with the table estimator. */
  readonly dataset?: {
    readonly name: string;
    readonly inputShape: readonly number[];
    readonly outputUnits: number;
    readonly train: number;
    readonly validation: number;
    readonly test: number;
  };
  /** Wall time of the whole budget on this machine: a rough guess from MACs, with its basis in words. */
  readonly estimate: { readonly minutes: number; readonly basis: string } | null;
  /** Things that are allowed but unlikely to be meant: a constraint that no sampled candidate meets, a batch larger than the data. */
  readonly warnings: readonly { readonly path: string; readonly message: string }[];
}

export interface SpaceHostOffer {
  requests: {
    /** Nine fresh candidates. */
    'space/sample': { params: { seed: number }; result: { samples: readonly SpaceSample[] } };
    'sample/show': { params: { notation: string }; result: null };
    'text/copy': { params: { text: string }; result: null };
  };
  events: { 'page/ready': { protocolVersion: number } };
}

export interface SpacePageOffer {
  requests: Nothing;
  events: {
    'space/show': { picture: SpacePicture; outlook: ExperimentOutlook };
    /** The experiment file has errors; what was shown before stays. */
    'space/problem': { message: string };
  };
}
