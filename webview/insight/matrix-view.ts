import * as l10n from '@vscode/l10n';
import { formatSigned } from '../../src/core/drawing/format';
import { metricSpec } from '../../src/core/trial/metric';
import { el, setAttribute, setText } from '../shared/dom';
import type { Theme } from '../shared/theme';
import { elementSvg } from './element-svg';
import { signedGround } from './heat-colors';

export interface MatrixView {
  readonly element: HTMLElement;
  show(
    metrics: readonly string[],
    taus: readonly (readonly (number | undefined)[])[] | undefined,
    pair: { readonly x: string; readonly y: string } | undefined,
  ): void;
  setTheme(theme: Theme): void;
  toSvg(): string | undefined;
}

/**
 * The heat map of all metrics: a table of buttons, each of which chooses its pair. One stop for the Tab key; arrow keys
 * go from cell to cell.
 */
export function matrixView(theme: Theme, pick: (x: string, y: string) => void): MatrixView {
  const head = el('tr', {});
  const body = el('tbody', {});
  const element = el(
    'table',
    { class: 'matrix' },
    el(
      'caption',
      { class: 'visually-hidden' },
      l10n.t("Kendall's tau of every two metrics; a cell chooses the pair"),
    ),
    el('thead', {}, head),
    body,
  );
  let colors = theme;
  let names: readonly string[] = [];
  let shown: readonly (readonly (number | undefined)[])[] | undefined;
  let current: { readonly x: string; readonly y: string } | undefined;
  let key = '';

  const cells = (): HTMLButtonElement[] => [...body.querySelectorAll('button')];

  const build = (): void => {
    head.replaceChildren(
      el('td', {}),
      ...names.map((name) => el('th', { scope: 'col' }, el('span', {}, metricSpec(name).title))),
    );
    body.replaceChildren(
      ...names.map((y) =>
        el(
          'tr',
          {},
          el('th', { scope: 'row' }, metricSpec(y).title),
          ...names.map((x) =>
            el(
              'td',
              {},
              x === y
                ? el('span', { class: 'matrix-same muted' }, '·')
                : el('button', { type: 'button', class: 'matrix-cell', on: { click: () => pick(x, y) } }),
            ),
          ),
        ),
      ),
    );
  };

  const paint = (): void => {
    const buttons = cells();
    let at = 0;
    let stop = 0;
    names.forEach((y, i) =>
      names.forEach((x, j) => {
        if (i === j) return;
        const button = buttons[at]!;
        const tau = shown?.[i]?.[j];
        const isCurrent = current?.x === x && current.y === y;
        if (isCurrent) stop = at;
        setText(button, formatSigned(tau));
        button.style.background = tau === undefined ? '' : signedGround(colors, tau);
        button.classList.toggle('strong', tau !== undefined && Math.abs(tau) >= 0.7);
        setAttribute(button, 'aria-pressed', isCurrent ? 'true' : 'false');
        setAttribute(
          button,
          'aria-label',
          l10n.t(
            '{0} against {1}: tau {2}',
            metricSpec(y).title,
            metricSpec(x).title.toLowerCase(),
            formatSigned(tau),
          ),
        );
        at++;
      }),
    );
    buttons.forEach((button, i) => (button.tabIndex = i === stop ? 0 : -1));
  };

  body.addEventListener('keydown', (event) => {
    const buttons = cells();
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    const across = names.length - 1;
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: across, ArrowUp: -across }[event.key];
    const next = step === undefined ? undefined : buttons[at + step];
    if (!next) return;
    event.preventDefault();
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
    next.focus();
  });

  return {
    element,
    show(metrics, taus, pair) {
      shown = taus;
      current = pair;
      const nextKey = metrics.join(' ');
      if (nextKey !== key) {
        key = nextKey;
        names = metrics;
        build();
      }
      paint();
    },
    toSvg: () =>
      names.length === 0
        ? undefined
        : elementSvg(element, colors, l10n.t("Kendall's tau-b of every two metrics")),
    setTheme(changed) {
      colors = changed;
      paint();
    },
  };
}
