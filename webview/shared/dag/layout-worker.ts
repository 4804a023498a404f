import { place } from './dag-layout';
import type { LayoutRequest, LayoutResult } from './dag-layout';

/** The other side of `layout-service.ts`, one request at a time. */
export interface LayoutJob {
  readonly id: number;
  readonly request: LayoutRequest;
}

export interface LayoutReply {
  readonly id: number;
  readonly result: LayoutResult;
}

interface WorkerScope {
  onmessage: ((event: { readonly data: LayoutJob }) => void) | null;
  postMessage(reply: LayoutReply): void;
}

declare const self: WorkerScope;

self.onmessage = ({ data: { id, request } }) => {
  self.postMessage({ id, result: place(request) });
};
