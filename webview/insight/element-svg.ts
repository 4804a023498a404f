import { standalone } from '../shared/dag/dag-svg';
import { parseColor } from '../shared/color';
import { num, paint, SvgPen } from '../shared/svg-pen';
import type { Theme } from '../shared/theme';

const MARGIN = 12;

/** A table or bars, as the page shows them: grounds, borders and texts, each where it is. */
export function elementSvg(element: HTMLElement, theme: Theme, title: string): string {
  const origin = element.getBoundingClientRect();
  const at = ({ left, top }: DOMRect) => ({ x: left - origin.left + MARGIN, y: top - origin.top + MARGIN });
  const pen = new SvgPen();
  const boxes: string[] = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node: Node | null = element; node; node = walker.nextNode()) {
    if (node instanceof HTMLElement) boxes.push(boxOf(node, at));
    else if (node instanceof Text) writeText(pen, node, at);
  }
  const { width, height } = origin;
  const [w, h] = [Math.ceil(width + 2 * MARGIN), Math.ceil(height + 2 * MARGIN)];
  return standalone(w, h, theme, title, boxes.join('') + pen.markup);
}

type Place = (box: DOMRect) => { readonly x: number; readonly y: number };

function boxOf(element: HTMLElement, at: Place): string {
  const { backgroundColor, borderTopColor, borderTopWidth, borderLeftWidth, borderRadius } =
    getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const isFramed = Number.parseFloat(borderLeftWidth) > 0;
  const edge = isFramed ? Number.parseFloat(borderTopWidth) : 0;
  const isSeen = isVisible(backgroundColor) || (edge > 0 && isVisible(borderTopColor));
  if (!isSeen || box.width * box.height === 0 || isHidden(element)) return '';
  const { x, y } = at(box);
  const radius = Number.parseFloat(borderRadius) || 0;
  const fill = isVisible(backgroundColor) ? paint('fill', backgroundColor) : ' fill="none"';
  const stroke =
    edge > 0 && isVisible(borderTopColor) ? `${paint('stroke', borderTopColor)} stroke-width="${edge}"` : '';
  return `<rect x="${num(x + edge / 2)}" y="${num(y + edge / 2)}" width="${num(box.width - edge)}" height="${num(box.height - edge)}" rx="${num(Math.min(radius, box.height / 2))}"${fill}${stroke}/>`;
}

/** Line by line, as the page has broken it. */
function writeText(pen: SvgPen, text: Text, at: Place): void {
  const parent = text.parentElement;
  if (!parent || text.data.trim() === '' || isHidden(parent)) return;
  const { color, fontSize } = getComputedStyle(parent);
  pen.font = `${fontSize} sans-serif`;
  pen.fillStyle = color;
  pen.textBaseline = 'middle';
  for (const { words, box } of linesOf(text)) {
    const { x, y } = at(box);
    pen.fillText(words, x, y + box.height / 2, box.width);
  }
}

function linesOf(text: Text): { readonly words: string; readonly box: DOMRect }[] {
  const range = document.createRange();
  const lines: { from: number; to: number; top: number }[] = [];
  for (const { index, 0: word } of text.data.matchAll(/\S+/g)) {
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    const { top } = range.getBoundingClientRect();
    const last = lines.at(-1);
    if (last && Math.abs(last.top - top) < 2) last.to = index + word.length;
    else lines.push({ from: index, to: index + word.length, top });
  }
  return lines.map(({ from, to }) => {
    range.setStart(text, from);
    range.setEnd(text, to);
    return { words: text.data.slice(from, to), box: range.getBoundingClientRect() };
  });
}

function isVisible(color: string): boolean {
  return (parseColor(color)?.[3] ?? 0) > 0;
}

function isHidden(element: HTMLElement): boolean {
  return element.closest('.visually-hidden') !== null;
}
