import { drawLines } from './parallel-lines';
import type { LinesPicture } from './parallel-lines';

export interface LinesJob {
  readonly id: number;
  readonly picture: LinesPicture;
  /** Pixels of the screen in one of the style sheet's. */
  readonly ratio: number;
}

export interface LinesReply {
  readonly id: number;
  readonly bitmap: ImageBitmap;
}

interface WorkerScope {
  onmessage: ((event: { readonly data: LinesJob }) => void) | null;
  postMessage(reply: LinesReply, transfer: readonly Transferable[]): void;
}

declare const self: WorkerScope;

self.onmessage = ({ data: { id, picture, ratio } }) => {
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(picture.width * ratio)),
    Math.max(1, Math.round(picture.height * ratio)),
  );
  const pen = canvas.getContext('2d')!;
  pen.scale(ratio, ratio);
  pen.lineJoin = 'round';
  drawLines(pen, picture);
  const bitmap = canvas.transferToImageBitmap();
  self.postMessage({ id, bitmap }, [bitmap]);
};
