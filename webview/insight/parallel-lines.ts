/** Lines of one colour, the lowest first. */
export interface LineGroup {
  readonly style: string;
  readonly rows: Uint32Array;
}

/** The lines of parallel coordinates as plain numbers, in CSS pixels. */
export interface LinesPicture {
  readonly width: number;
  readonly height: number;
  /** Of the axes. */
  readonly xs: readonly number[];
  /** By axis and row; NaN where nothing is known, which breaks the line. */
  readonly ys: readonly Float32Array[];
  readonly groups: readonly LineGroup[];
}

/** Of so many lines a path is made: one of thousands costs more than its parts. */
const SLICE = 200;

type Pen = Pick<
  CanvasRenderingContext2D,
  'beginPath' | 'moveTo' | 'lineTo' | 'stroke' | 'strokeStyle' | 'lineWidth'
>;

/** Draws all lines: hundreds of milliseconds for 10,000, so not on the thread of a page. */
export function drawLines(pen: Pen, { xs, ys, groups }: LinesPicture): void {
  pen.lineWidth = 1;
  for (const { style, rows } of groups) {
    pen.strokeStyle = style;
    for (let start = 0; start < rows.length; start += SLICE) {
      pen.beginPath();
      for (const row of rows.subarray(start, start + SLICE)) traceLine(pen, xs, ys, row);
      pen.stroke();
    }
  }
}

export function traceLine(
  pen: Pick<Pen, 'moveTo' | 'lineTo'>,
  xs: readonly number[],
  ys: readonly Float32Array[],
  row: number,
): void {
  let isDown = false;
  for (let i = 0; i < xs.length; i++) {
    const y = ys[i]![row]!;
    if (!Number.isFinite(y)) {
      isDown = false;
      continue;
    }
    if (isDown) pen.lineTo(xs[i]!, y);
    else pen.moveTo(xs[i]!, y);
    isDown = true;
  }
}
