import * as l10n from '@vscode/l10n';
import { el } from '../shared/dom';
import { LETTERS } from './comparison';
import type { Difference } from './marks-model';
import type { MetricRow } from './metric-model';

const VERDICTS = { better: l10n.t('▲ better'), worse: l10n.t('▼ worse'), same: '' } as const;

/** What differs in words; each line selects its nodes. */
export function differenceList(
  differences: readonly Difference[],
  networks: readonly { readonly index: number; readonly summary: string }[],
  pick: (difference: Difference) => void,
): HTMLElement[] {
  return networks.map(({ index, summary }) =>
    el(
      'div',
      { class: 'difference-group' },
      el(
        'p',
        { class: 'difference-summary' },
        el('span', { class: 'letter', 'aria-hidden': 'true' }, LETTERS[index]),
        summary,
      ),
      el(
        'ul',
        { class: 'differences' },
        ...differences
          .filter(({ network }) => network === index)
          .map((difference) =>
            el(
              'li',
              {},
              el(
                'button',
                { type: 'button', class: 'link difference', on: { click: () => pick(difference) } },
                difference.text,
              ),
            ),
          ),
      ),
    ),
  );
}

/** Metrics of all, with what is better and what is worse than the reference. */
export function metricTable(rows: readonly MetricRow[], reference: number): HTMLElement {
  const columns = rows[0]?.cells.length ?? 0;
  return el(
    'table',
    { class: 'metrics' },
    el(
      'caption',
      { class: 'visually-hidden' },
      l10n.t('Metrics; differences are to {0}', LETTERS[reference]!),
    ),
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        el('th', { scope: 'col' }, l10n.t('Metric')),
        ...Array.from({ length: columns }, (_, i) => el('th', { scope: 'col' }, LETTERS[i])),
      ),
    ),
    el(
      'tbody',
      {},
      ...rows.map(({ name, cells }) =>
        el(
          'tr',
          {},
          el('th', { scope: 'row' }, name),
          ...cells.map(({ value, delta, verdict }) =>
            el(
              'td',
              {},
              el('span', { class: 'numeric' }, value),
              ...(delta === ''
                ? []
                : [
                    el(
                      'span',
                      { class: `delta ${verdict ?? ''}` },
                      verdict === undefined || verdict === 'same' ? delta : `${delta} ${VERDICTS[verdict]}`,
                    ),
                  ]),
            ),
          ),
        ),
      ),
    ),
  );
}
