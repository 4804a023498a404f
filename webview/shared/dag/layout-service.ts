import source from './layout-worker?bundle';
import type { DagLayout, LayoutRequest, LayoutResult, NodeStyle } from '../../../src/core/drawing/dag-layout';
import { layoutRequest, placed } from '../../../src/core/drawing/dag-layout';
import { placeInParts } from './dag-segments';
import type { DagGraph } from '../../../src/core/drawing/dag-model';
import type { LayoutReply } from './layout-worker';

/** Graphs up to this size are placed in a few frames on this thread; larger ones in a worker. */
const LARGE = 150;

let worker: Worker | undefined;
let nextId = 0;
const waiting = new Map<number, Waiting>();

interface Waiting {
  readonly request: LayoutRequest;
  readonly settle: (result: LayoutResult) => void;
  readonly progress: Progress;
}

/** Is told the share that is done, from 0 to 1. */
export type Progress = (share: number) => void;

/** Places `graph`; the page stays alive meanwhile, whatever the size. */
export async function layoutDag(
  graph: DagGraph,
  style: NodeStyle,
  progress: Progress = () => undefined,
): Promise<DagLayout> {
  const request = layoutRequest(graph, style);
  return placed(graph, request, await placeSoon(request, progress));
}

/** Where boxes go, for who has them already. */
export async function placeSoon(
  request: LayoutRequest,
  progress: Progress = () => undefined,
): Promise<LayoutResult> {
  return request.nodes.length > LARGE ? placeInWorker(request, progress) : placeInParts(request);
}

/** Has the worker compiled before there is much to place. */
export function warmLayout(): void {
  void placeInWorker(WARM_UP, () => undefined);
}

const WARM_UP: LayoutRequest = {
  nodes: ['a', 'b', 'c', 'd'].map((id) => ({ id, width: 84, height: 40 })),
  edges: [
    { from: 'a', to: 'b' },
    { from: 'a', to: 'c' },
    { from: 'b', to: 'd' },
    { from: 'c', to: 'd' },
  ],
  spacing: 'roomy',
};

function placeInWorker(request: LayoutRequest, progress: Progress): Promise<LayoutResult> {
  worker ??= startWorker();
  const running = worker;
  const id = nextId++;
  return new Promise((resolve) => {
    waiting.set(id, { request, settle: resolve, progress });
    // A worker that does not start (an older shell without worker-src) costs a slow frame, not the picture.
    running.onerror = () => {
      for (const late of waiting.values()) late.settle(placeInParts(late.request));
      waiting.clear();
    };
    running.postMessage({ id, request });
  });
}

/** One worker for the page's life: a fresh one has everything to compile again. */
function startWorker(): Worker {
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const started = new Worker(url);
  started.onmessage = ({ data }: MessageEvent<LayoutReply>) => {
    const asked = waiting.get(data.id);
    if ('share' in data) {
      asked?.progress(data.share);
      return;
    }
    waiting.delete(data.id);
    asked?.settle(data.result);
  };
  return started;
}
