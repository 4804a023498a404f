import { expect, it } from 'vitest';
import { SvgPen } from '../../../webview/shared/svg-pen';

it('writes what is drawn, in order, with colours that every program reads', () => {
  const pen = penOf();
  pen.strokeStyle = 'rgba(10, 20, 30, 0.5)';
  pen.setLineDash([4, 3]);
  pen.beginPath();
  pen.moveTo(0, 0.126);
  pen.lineTo(10, 20);
  pen.stroke();
  pen.fillStyle = '#ff0000';
  pen.fillRect(1, 2, 3, 4);
  expect(pen.markup).toBe(
    '<path d="M0 0.13L10 20" fill="none" stroke="rgb(10, 20, 30)" stroke-opacity="0.5" stroke-width="1" stroke-linejoin="round" stroke-dasharray="4 3"/>' +
      '<rect x="1" y="2" width="3" height="4" fill="rgb(255, 0, 0)"/>',
  );
});

it('writes nothing for a path without a point', () => {
  const pen = penOf();
  pen.beginPath();
  pen.stroke();
  pen.fill();
  expect(pen.markup).toBe('');
});

it('draws an arc as the whole circle', () => {
  const pen = penOf();
  pen.beginPath();
  pen.arc(5, 5, 2);
  pen.fill();
  expect(pen.markup).toContain('d="M3 5a2 2 0 1 0 4 0a2 2 0 1 0 -4 0"');
});

it('escapes texts, and squeezes one that is longer than its room', () => {
  const pen = penOf();
  pen.font = '11px sans-serif';
  pen.textAlign = 'right';
  pen.fillText('a<b', 1, 2, 30);
  pen.fillText('much longer', 1, 2, 30);
  const [short, long] = pen.markup.split('</text>');
  expect(short).toBe('<text x="1" y="2" font-size="11" text-anchor="end" fill="rgb(0, 0, 0)">a&lt;b');
  expect(long).toContain('textLength="30" lengthAdjust="spacingAndGlyphs"');
});

it('closes what it clips', () => {
  const pen = penOf();
  pen.clipped(0, 0, 10, 10, () => pen.fillRect(1, 1, 1, 1));
  expect(pen.markup).toMatch(
    /^<clipPath id="(clip\d+)"><rect .*\/><\/clipPath><g clip-path="url\(#\1\)"><rect .*\/><\/g>$/,
  );
});

/** Every letter is ten pixels wide. */
function penOf(): SvgPen {
  return new SvgPen((text) => 10 * text.length);
}
