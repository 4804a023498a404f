import source from './layout-worker?bundle';
import type { DagLayout, LayoutRequest, LayoutResult, NodeStyle } from './dag-layout';
import { layoutRequest, place, placed } from './dag-layout';
import type { DagGraph } from './dag-model';
import type { LayoutReply } from './layout-worker';

/** Graphs up to this size are placed in a few frames on this thread; larger ones in a worker. */
const LARGE = 150;

let worker: Worker | undefined;
let nextId = 0;
const waiting = new Map<number, (result: LayoutResult) => void>();

/** Places `graph`; the page stays alive meanwhile, whatever the size. */
export async function layoutDag(graph: DagGraph, style: NodeStyle): Promise<DagLayout> {
  const request = layoutRequest(graph, style);
  const result = graph.nodes.length > LARGE ? await placeInWorker(request) : place(request);
  return placed(graph, request, result);
}

function placeInWorker(request: LayoutRequest): Promise<LayoutResult> {
  worker ??= startWorker();
  const running = worker;
  const id = nextId++;
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    // A worker that does not start (an older shell without worker-src) costs a slow frame, not the picture.
    running.onerror = () => {
      for (const settle of waiting.values()) settle(place(request));
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
    waiting.get(data.id)?.(data.result);
    waiting.delete(data.id);
  };
  return started;
}
