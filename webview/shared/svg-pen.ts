import { parseColor } from './color';
import { escape } from './dag/dag-svg';

/** What charts need of a canvas: the same code draws them on the page and into a file. */
export type Pen = Pick<
  CanvasRenderingContext2D,
  | 'arc'
  | 'beginPath'
  | 'bezierCurveTo'
  | 'fill'
  | 'fillRect'
  | 'fillStyle'
  | 'fillText'
  | 'font'
  | 'lineTo'
  | 'lineWidth'
  | 'moveTo'
  | 'setLineDash'
  | 'stroke'
  | 'strokeRect'
  | 'strokeStyle'
  | 'strokeText'
  | 'textAlign'
  | 'textBaseline'
>;

/** Writes what is drawn as SVG markup. Arcs are whole circles. */
export class SvgPen implements Pen {
  fillStyle: Pen['fillStyle'] = '#000';
  strokeStyle: Pen['strokeStyle'] = '#000';
  lineWidth = 1;
  /** Only its size counts: the family is that of the file. */
  font = '10px sans-serif';
  textAlign: CanvasTextAlign = 'start';
  textBaseline: CanvasTextBaseline = 'alphabetic';
  #path = '';
  #dash = '';
  readonly #parts: string[] = [];

  /** @param widthOf a text in a font, in CSS pixels */
  constructor(private readonly measure: (text: string, font: string) => number = measured) {}

  get markup(): string {
    return this.#parts.join('');
  }

  /** In CSS pixels, in the font that is set. */
  widthOf(text: string): number {
    return this.measure(text, this.font);
  }

  beginPath(): void {
    this.#path = '';
  }

  moveTo(x: number, y: number): void {
    this.#path += `M${num(x)} ${num(y)}`;
  }

  lineTo(x: number, y: number): void {
    this.#path += `L${num(x)} ${num(y)}`;
  }

  bezierCurveTo(ax: number, ay: number, bx: number, by: number, x: number, y: number): void {
    this.#path += `C${[ax, ay, bx, by, x, y].map(num).join(' ')}`;
  }

  arc(x: number, y: number, radius: number): void {
    const r = num(radius);
    this.#path += `M${num(x - radius)} ${num(y)}a${r} ${r} 0 1 0 ${num(2 * radius)} 0a${r} ${r} 0 1 0 ${num(-2 * radius)} 0`;
  }

  stroke(): void {
    if (this.#path !== '') this.#parts.push(`<path d="${this.#path}" fill="none"${this.#stroke()}/>`);
  }

  fill(): void {
    if (this.#path !== '') this.#parts.push(`<path d="${this.#path}"${paint('fill', this.fillStyle)}/>`);
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.#parts.push(`<rect${box(x, y, width, height)}${paint('fill', this.fillStyle)}/>`);
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    this.#parts.push(`<rect${box(x, y, width, height)} fill="none"${this.#stroke()}/>`);
  }

  setLineDash(segments: Iterable<number>): void {
    this.#dash = [...segments].join(' ');
  }

  fillText(text: string, x: number, y: number, maxWidth?: number): void {
    this.#text(text, x, y, maxWidth, paint('fill', this.fillStyle));
  }

  strokeText(text: string, x: number, y: number, maxWidth?: number): void {
    this.#text(text, x, y, maxWidth, ` fill="none"${this.#stroke()}`);
  }

  /** A shape around a place. */
  shape(path: string, x: number, y: number): void {
    this.#parts.push(
      `<path transform="translate(${num(x)} ${num(y)})" d="${path}"${paint('fill', this.fillStyle)}${this.#stroke()}/>`,
    );
  }

  /** Shows of what `draw` draws only what lies in a rectangle. */
  clipped(x: number, y: number, width: number, height: number, draw: () => void): void {
    const id = `clip${this.#parts.length}`;
    this.#parts.push(
      `<clipPath id="${id}"><rect${box(x, y, width, height)}/></clipPath><g clip-path="url(#${id})">`,
    );
    draw();
    this.#parts.push('</g>');
  }

  #text(text: string, x: number, y: number, maxWidth: number | undefined, look: string): void {
    const anchor = { center: 'middle', right: 'end', end: 'end', left: 'start', start: 'start' }[
      this.textAlign
    ];
    const baseline = this.textBaseline === 'middle' ? ' dominant-baseline="central"' : '';
    const isLong = maxWidth !== undefined && this.widthOf(text) > maxWidth;
    const squeezed = isLong ? ` textLength="${num(maxWidth)}" lengthAdjust="spacingAndGlyphs"` : '';
    const [, size = '10'] = /([\d.]+)px/.exec(this.font) ?? [];
    this.#parts.push(
      `<text x="${num(x)}" y="${num(y)}" font-size="${size}" text-anchor="${anchor}"${baseline}${squeezed}${look}>${escape(text)}</text>`,
    );
  }

  #stroke(): string {
    const dash = this.#dash === '' ? '' : ` stroke-dasharray="${this.#dash}"`;
    return `${paint('stroke', this.strokeStyle)} stroke-width="${num(this.lineWidth)}" stroke-linejoin="round"${dash}`;
  }
}

/** A colour as SVG 1.1 has it, for programs that read no `rgba()`. */
export function paint(what: 'fill' | 'stroke', style: Pen['fillStyle']): string {
  const parsed = typeof style === 'string' ? parseColor(style) : undefined;
  if (!parsed) return ` ${what}="${escape(typeof style === 'string' ? style : 'none')}"`;
  const [r, g, b, alpha] = parsed;
  const opacity = alpha === 1 ? '' : ` ${what}-opacity="${Number(alpha.toFixed(3))}"`;
  return ` ${what}="rgb(${Math.round(r)}, ${Math.round(g)}, ${Math.round(b)})"${opacity}`;
}

/** A hundredth of a pixel is finer than can be seen. */
export function num(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function box(x: number, y: number, width: number, height: number): string {
  return ` x="${num(x)}" y="${num(y)}" width="${num(width)}" height="${num(height)}"`;
}

let context: CanvasRenderingContext2D | undefined;

function measured(text: string, font: string): number {
  context ??= document.createElement('canvas').getContext('2d')!;
  context.font = font;
  return context.measureText(text).width;
}
