import { fidelityText } from '../journal/fidelity';
import { objectivesOf } from '../journal/query';
import type { RunState, TrialRecord } from '../journal/run-state';
import { METRICS, metricSpec } from '../trial/metric';
import type { Unit } from '../trial/metric';
import type { Metrics } from '../trial/trial';
import { escaped, html, Markup } from './markup';

/** A notation is written whole in a table of up to so many trials, else up to so many characters. */
const MANY_TRIALS = 2_000;
const SHORT_NOTATION = 160;
const LONG_NOTATION = 2_000;

export interface TrialTable {
  readonly markup: Markup;
  /** Some notations or reasons are cut. */
  readonly isCut: boolean;
}

/**
 * Every trial in the order in which they were asked, with plain numbers: units stand in the titles, so that a column can
 * be sorted, added up and copied.
 */
export function trialTable(
  state: RunState,
  { best, front }: { readonly best: number | undefined; readonly front: ReadonlySet<number> },
): TrialTable {
  const { trials } = state;
  const metrics = metricNames(state);
  const isPartial = trials.some(({ fidelity }) => fidelity !== undefined);
  const hasFailures = trials.some(({ status }) => status === 'failed');
  const most = trials.length > MANY_TRIALS ? SHORT_NOTATION : LONG_NOTATION;
  let isCut = false;
  const cut = (text: string): string => {
    if (text.length <= most) return text;
    isCut = true;
    return `${text.slice(0, most)}…`;
  };
  const titles: readonly (readonly [title: string, isNumber: boolean])[] = [
    ['Trial', true],
    ['Status', false],
    ...metrics.map((name) => [titleOf(name), true] as const),
    ...(isPartial ? [['Measured after', false] as const] : []),
    ['Took (s)', true],
    ['Made by', false],
    ['Parents', false],
    ...(hasFailures ? [['Why it failed', false] as const] : []),
    ['Architecture', false],
  ];
  // Strings rather than `html` for each cell: there are a hundred thousand of them. Numbers need no escaping.
  const row = (trial: TrialRecord): string => {
    const values: Metrics = trial.status === 'measured' ? trial.metrics : {};
    const role = trial.trial === best ? ' class="best"' : front.has(trial.trial) ? ' class="front"' : '';
    return [
      `<tr${role}><th scope="row" class="number">${trial.trial}</th><td>${statusText(trial, best, front)}</td>`,
      ...metrics.map((name) => `<td class="number">${numberText(name, values[name])}</td>`),
      ...(isPartial ? [`<td>${escaped(fidelityText(trial) ?? 'all epochs')}</td>`] : []),
      `<td class="number">${trial.status === 'running' ? '' : (trial.durationMs / 1000).toFixed(2)}</td>`,
      `<td>${escaped(trial.operator)}</td><td>${trial.parents.join(' ')}</td>`,
      ...(hasFailures
        ? [`<td>${trial.status === 'failed' ? escaped(cut(`${trial.code}: ${trial.reason}`)) : ''}</td>`]
        : []),
      `<td><code>${escaped(cut(trial.architecture))}</code></td></tr>\n`,
    ].join('');
  };
  const body = new Markup(trials.map(row).join(''));
  const markup = html`<div class="scroll tall" tabindex="0" role="region" aria-label="Trials">
    <table class="trials" id="trials">
      <caption>
        All trials, in the order in which they were asked
      </caption>
      <thead>
        <tr>
          ${titles.map(([title, isNumber]) => html`<th scope="col" class="${isNumber ? 'number' : 'word'}">${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
  </div>`;
  return { markup, isCut };
}

/** Objectives first, then the product's own in their order, then those of a table. */
export function metricNames(state: RunState): string[] {
  const present = new Set(
    state.trials.flatMap((trial) => (trial.status === 'measured' ? Object.keys(trial.metrics) : [])),
  );
  const wished = objectivesOf(state).map(({ metric }) => metric);
  const known = [...wished, ...Object.keys(METRICS)].filter((name) => present.has(name));
  return [...new Set([...known, ...[...present].sort()])];
}

function statusText(trial: TrialRecord, best: number | undefined, front: ReadonlySet<number>): string {
  switch (trial.status) {
    case 'failed':
      return 'failed';
    case 'running':
      return 'not measured';
    case 'measured':
      return trial.trial === best ? 'best' : front.has(trial.trial) ? 'on the front' : 'measured';
  }
}

const UNIT_WORDS: Readonly<Record<Unit, string>> = {
  fraction: ' (%)',
  percent: ' (%)',
  count: '',
  ms: ' (ms)',
  s: ' (s)',
  bytes: ' (bytes)',
  mJ: ' (mJ)',
  loss: '',
};

function titleOf(name: string): string {
  const { title, unit } = metricSpec(name);
  return `${title}${UNIT_WORDS[unit]}`;
}

function numberText(name: string, value: number | undefined): string {
  if (value === undefined) return '';
  switch (metricSpec(name).unit) {
    case 'fraction':
      return (value * 100).toFixed(2);
    case 'percent':
      return value.toFixed(2);
    case 'count':
    case 'bytes':
      return String(Math.round(value));
    default:
      return String(Number(value.toPrecision(5)));
  }
}
