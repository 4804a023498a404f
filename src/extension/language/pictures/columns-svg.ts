import { l10n } from 'vscode';
import { condensed } from './columns';
import type { Block, Column, Glyph } from './columns';
import type { Palette } from './palette';
import { round, svg } from './svg';

/** Columns of a small picture; a longer network is condensed. */
const MAX_SMALL = 36;
const COLOURS: Readonly<Record<Glyph, keyof Palette>> = {
  window: 'conv3',
  pointwise: 'conv1',
  pool: 'pool',
  dense: 'dense',
  attention: 'dense',
  merge: 'node',
  nothing: 'skip',
};

/**
 * Draws a network at the height of a line of text: one column a layer, on an
 * axis from input to output. A block is as high as its layer is wide; blocks
 * of one column lie side by side in the network.
 */
export function smallColumnsSvg(columns: readonly Column[], heightPx: number, palette: Palette): string {
  const shown = condensed(columns, MAX_SMALL);
  const step = shown.length <= 12 ? 8 : shown.length <= 24 ? 6 : 4;
  const width = Math.max(24, shown.length * step + 8);
  const middle = heightPx / 2;
  const axis = `<path d="M0 ${middle}H${width}" stroke="${palette.line}" stroke-width="1"/>`;
  const blocks = shown.flatMap((column, i) => {
    const room = (heightPx - 2) / column.length;
    return column.map((block, j) =>
      glyphSvg(
        block,
        {
          x: 4 + i * step + 0.5,
          y: 1 + (j + 0.5) * room,
          width: step - 1.5,
          height: room - (column.length > 1 ? 1 : 0),
        },
        palette,
      ),
    );
  });
  return svg(width, heightPx, [axis, ...blocks]);
}

interface Room {
  readonly x: number;
  /** Of the middle. */
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const SMALLEST = 0.3;

function glyphSvg({ glyph, size }: Block, { x, y, width, height }: Room, palette: Palette): string {
  const colour = palette[COLOURS[glyph]];
  const tall = round(height * (SMALLEST + (1 - SMALLEST) * size));
  const top = round(y - tall / 2);
  const bottom = round(y + tall / 2);
  const [left, right, centre] = [round(x), round(x + width), round(x + width / 2)];
  switch (glyph) {
    case 'window':
      return `<rect x="${left}" y="${top}" width="${round(width)}" height="${tall}" fill="${colour}"/>`;
    case 'pointwise':
      return `<rect x="${round(x + 0.5)}" y="${round(y - tall / 2 + 0.5)}" width="${round(Math.max(1, width - 1))}" height="${round(tall - 1)}" fill="${palette.halo}" stroke="${colour}"/>`;
    case 'pool': {
      const half = height * 0.3;
      return `<path d="M${left} ${round(y - half)}L${right} ${round(y)}L${left} ${round(y + half)}Z" fill="${colour}"/>`;
    }
    case 'dense':
      return `<rect x="${left}" y="${top}" width="${round(width)}" height="${tall}" rx="${round(width / 2)}" fill="${colour}"/>`;
    case 'attention':
      return `<path d="M${centre} ${top}L${right} ${round(y)}L${centre} ${bottom}L${left} ${round(y)}Z" fill="${colour}"/>`;
    case 'merge':
      return `<circle cx="${centre}" cy="${round(y)}" r="${round(Math.min(width / 2, 2))}" fill="${colour}"/>`;
    case 'nothing':
      return `<path d="M${centre} ${round(y - height * 0.15)}V${round(y + height * 0.15)}" stroke="${colour}" stroke-width="1"/>`;
  }
}

const PER_ROW = 5;
const MAX_ROWS = 3;
const MAX_LARGE = PER_ROW * MAX_ROWS;
const BOX_WIDTH = 74;
const GAP = 10;
const LINE = 11;
const MAX_LINES = 3;
const LONGEST = 16;

interface Picture {
  readonly source: string;
  readonly width: number;
  readonly height: number;
}

/** Draws the same with the layers' names, for a hover: up to three rows of five boxes. */
export function largeColumnsSvg(columns: readonly Column[], palette: Palette): Picture {
  const boxes = boxesOf(columns);
  const rows = Array.from({ length: Math.ceil(boxes.length / PER_ROW) }, (_, row) =>
    boxes.slice(row * PER_ROW, (row + 1) * PER_ROW),
  );
  const heights = rows.map((row) => 9 + LINE * Math.max(...row.map(({ lines }) => lines.length)));
  const parts: string[] = [];
  let top = 2;
  rows.forEach((row, r) => {
    const height = heights[r]!;
    const middle = top + height / 2;
    row.forEach(({ lines, colour }, i) => {
      const left = 2 + i * (BOX_WIDTH + GAP);
      const isLast = r === rows.length - 1 && i === row.length - 1;
      if (!isLast) parts.push(arrow(left + BOX_WIDTH, middle, palette));
      parts.push(
        `<rect x="${left}" y="${top}" width="${BOX_WIDTH}" height="${height}" rx="3" fill="${palette.halo}" stroke="${palette[colour]}" stroke-width="1.4"/>`,
        ...lines.map((line, k) => label(left + BOX_WIDTH / 2, top + 12.5 + k * LINE, line, palette)),
      );
    });
    top += height + 8;
  });
  const width = 4 + Math.min(PER_ROW, boxes.length) * (BOX_WIDTH + GAP);
  return { source: svg(width, top - 4, parts), width, height: top - 4 };
}

interface Box {
  readonly lines: readonly string[];
  readonly colour: keyof Palette;
}

/** The first and last columns of a network that has too many. */
function boxesOf(columns: readonly Column[]): Box[] {
  if (columns.length <= MAX_LARGE) return columns.map(boxOf);
  const head = Math.ceil((MAX_LARGE - 1) / 2);
  const tail = MAX_LARGE - 1 - head;
  const hidden = columns.length - head - tail;
  return [
    ...columns.slice(0, head).map(boxOf),
    { lines: [l10n.t('… {0} more …', hidden)], colour: 'line' },
    ...columns.slice(-tail).map(boxOf),
  ];
}

function boxOf(column: Column): Box {
  const labels = column.map(({ label: text }) =>
    text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text,
  );
  const lines =
    labels.length <= MAX_LINES
      ? labels
      : [...labels.slice(0, MAX_LINES - 1), l10n.t('+ {0} more', labels.length - MAX_LINES + 1)];
  return { lines, colour: COLOURS[column[0]!.glyph] };
}

function arrow(x: number, y: number, palette: Palette): string {
  return `<path d="M${x + 1} ${y}H${x + GAP - 3}M${x + GAP - 5} ${y - 2.5}L${x + GAP - 2} ${y}L${x + GAP - 5} ${y + 2.5}" fill="none" stroke="${palette.line}"/>`;
}

function label(x: number, y: number, text: string, palette: Palette): string {
  return `<text x="${x}" y="${y}" font-family="sans-serif" font-size="9" text-anchor="middle" fill="${palette.text}">${escaped(text)}</text>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
