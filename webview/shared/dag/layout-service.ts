import source from './layout-worker?bundle';
import type { DagLayout, LayoutRequest, LayoutResult, NodeStyle } from '../../../src/core/drawing/dag-layout';
import { layoutRequest, placed } from '../../../src/core/drawing/dag-layout';
import type { DagGraph } from '../../../src/core/drawing/dag-model';
import { WorkerLine } from '../worker-line';
import type { Progress } from '../worker-line';
import { placeInParts } from './dag-segments';

/** Graphs up to this size are placed in a few frames on this thread; larger ones in a worker. */
const LARGE = 150;

const line = new WorkerLine<LayoutRequest, LayoutResult>(source, placeInParts);

/** Places `graph`; the page stays alive meanwhile, whatever the size. */
export async function layoutDag(graph: DagGraph, style: NodeStyle, progress?: Progress): Promise<DagLayout> {
  const request = layoutRequest(graph, style);
  return placed(graph, request, await placeSoon(request, progress));
}

/** Where boxes go, for who has them already. */
export async function placeSoon(request: LayoutRequest, progress?: Progress): Promise<LayoutResult> {
  return request.nodes.length > LARGE ? line.ask(request, progress) : placeInParts(request);
}

/** Has the worker compiled before there is much to place. */
export function warmLayout(): void {
  line.ask(WARM_UP).catch(() => undefined);
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
