import type { DagLayout } from '../../src/core/drawing/dag-layout';
import { dagMarkup, escape, standalone } from '../shared/dag/dag-svg';
import { mostOf } from '../shared/dag/dag-legend';
import type { Heat } from '../shared/dag/dag-svg';
import type { Theme } from '../shared/theme';

const HEAD = 30;
const GAP = 32;

/** The networks beside each other as one picture that stands alone, titles above. */
export function sideBySideSvg(
  layouts: readonly DagLayout[],
  titles: readonly string[],
  options: {
    readonly theme: Theme;
    readonly shapes: boolean;
    readonly heat: Heat;
    readonly title: string;
  },
): string {
  const { theme, shapes, heat, title } = options;
  const most = mostOf(layouts, heat);
  let x = GAP / 2;
  const parts = layouts.map((layout, i) => {
    const markup =
      `<g transform="translate(${x} ${HEAD + 8})"><text x="${layout.width / 2}" y="-12" text-anchor="middle" font-size="14" font-weight="600" fill="${theme.foreground}">${escape(titles[i]!)}</text>` +
      `${dagMarkup(layout, { theme, heat, most, labels: true, shapes })}</g>`;
    x += layout.width + GAP;
    return markup;
  });
  const height = Math.max(...layouts.map((layout) => layout.height)) + HEAD + 16;
  return standalone(Math.ceil(x - GAP / 2), Math.ceil(height), theme, title, parts.join(''));
}
