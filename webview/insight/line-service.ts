import source from './line-worker?bundle';
import type { LinesJob, LinesReply } from './line-worker';
import type { LinesPicture } from './parallel-lines';

interface Wanted {
  readonly picture: LinesPicture;
  readonly ratio: number;
}

/** Has lines drawn off the page's thread, one picture at a time; of those that wait only the newest is drawn. */
export class LineService {
  #worker: Worker | undefined;
  #wanted: Wanted | undefined;
  #isDrawing = false;
  #id = 0;

  /** @param drawn called with each picture that is ready, and whether it is the newest; an earlier one stays in sight until then */
  constructor(private readonly drawn: (bitmap: ImageBitmap, isNewest: boolean) => void) {}

  draw(picture: LinesPicture, ratio: number): void {
    this.#wanted = { picture, ratio };
    if (!this.#isDrawing) this.#next();
  }

  #next(): void {
    const wanted = this.#wanted;
    if (!wanted) return;
    this.#wanted = undefined;
    this.#isDrawing = true;
    this.#worker ??= this.#start();
    this.#worker.postMessage({ id: ++this.#id, ...wanted } satisfies LinesJob);
  }

  #start(): Worker {
    const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
    const worker = new Worker(url);
    worker.onmessage = ({ data }: MessageEvent<LinesReply>) => {
      this.#isDrawing = false;
      this.drawn(data.bitmap, this.#wanted === undefined);
      this.#next();
    };
    return worker;
  }
}
