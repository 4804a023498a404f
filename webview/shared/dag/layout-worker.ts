import { placeInParts } from './dag-segments';
import type { LayoutRequest, LayoutResult } from '../../../src/core/drawing/dag-layout';

/** The other side of `layout-service.ts`, one request at a time. */
export interface LayoutJob {
  readonly id: number;
  readonly request: LayoutRequest;
}

/** Shares first, then the result. */
export type LayoutReply =
  { readonly id: number; readonly share: number } | { readonly id: number; readonly result: LayoutResult };

interface WorkerScope {
  onmessage: ((event: { readonly data: LayoutJob }) => void) | null;
  postMessage(reply: LayoutReply): void;
}

declare const self: WorkerScope;

self.onmessage = ({ data: { id, request } }) => {
  let told = 0;
  const result = placeInParts(request, (share) => {
    if (share - told < 0.02) return;
    told = share;
    self.postMessage({ id, share });
  });
  self.postMessage({ id, result });
};
