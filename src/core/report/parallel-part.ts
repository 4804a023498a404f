import { comparableTrials, varyingMetrics } from '../analysis/metric-table';
import { groupDigits, plural } from '../drawing/format';
import { objectivesOf } from '../journal/query';
import type { MeasuredTrial } from '../journal/query';
import type { RunState } from '../journal/run-state';
import type { Knob } from '../space/space';
import { foldedTable } from './data-table';
import { evenly } from './evenly';
import { html } from './markup';
import type { Markup } from './markup';
import { metricInSentence } from './metric-in-sentence';
import { goodnessOf, hiddenAtFirst, OFF, parallelAxes } from './parallel-axes';
import type { ParallelAxis } from './parallel-axes';
import { parallelSvg, SHADES } from './parallel-picture';
import { spansDecades } from './run-charts';

/** More lines than this hide each other. */
const MOST_LINES = 1_000;
/** Of those that are drawn, so many are the best. */
const MOST_BEST = 100;
const FEWEST_AXES = 3;
const TABLE_ROWS = 20;

/** Every trial as a line through its knobs and metrics; `undefined` where there is too little to lay side by side. */
export function parallelPart(
  state: RunState,
  knobs: readonly Knob[] | string,
  best: MeasuredTrial,
): Markup | undefined {
  const objective = objectivesOf(state)[0]?.metric;
  const known = typeof knobs === 'string' ? [] : knobs;
  const trials = comparableTrials(state).filter(({ genotype }) => genotype.length >= known.length);
  const metrics = varyingMetrics(state, trials);
  const ids = [...known.map(({ name }) => `knob:${name}`), ...metrics.map((name) => `metric:${name}`)];
  const hidden = new Set(hiddenAtFirst(ids));
  const shown = ids.filter((id) => !hidden.has(id));
  if (objective === undefined || trials.length < 2 || shown.length < FEWEST_AXES) return undefined;
  const isLog = (id: string): boolean =>
    id.startsWith('metric:') &&
    spansDecades(trials.flatMap(({ metrics: own }) => own[id.slice('metric:'.length)] ?? []));
  const axes = parallelAxes(shown, known, trials, { isLog, off: 'off' });
  const goodness = goodnessOf(state, trials, objective);
  const sorted = [...trials.keys()].sort((a, b) => goodness[a]! - goodness[b]! || b - a);
  const rows = drawnRows(sorted);
  const bestRow = trials.findIndex(({ trial }) => trial === best.trial);
  const title = 'Every trial, through its knobs and metrics';
  const name = metricInSentence(objective);
  const summary = `Parallel coordinates of ${plural(trials.length, 'trial')} over ${axes.length} axes: ${axes.map((axis) => axis.title).join(', ')}.`;
  const notes = [
    rows.length < trials.length
      ? `${groupDigits(String(rows.length))} of ${groupDigits(String(trials.length))} trials are drawn: the ${MOST_BEST} best by ${name}, and of the others every ${ordinal((trials.length - MOST_BEST) / (MOST_LINES - MOST_BEST))} in its order.`
      : `All ${groupDigits(String(trials.length))} comparable trials are drawn.`,
    ...(axes.some(({ isKnob }) => isKnob)
      ? ['Trials with one value of a knob are spread a little around it.']
      : []),
    ...(axes.some(({ places }) => places.includes(OFF))
      ? ['A knob that has no effect in a trial is off.']
      : []),
    ...(hidden.size > 0 ? [`${shown.length} of ${ids.length} knobs and metrics have an axis.`] : []),
  ];
  return html`<h3 class="later">${title}</h3>
    <figure class="card wide">
      <div class="scroll" tabindex="0" role="region" aria-label="Parallel coordinates">
        ${parallelSvg('parallel', title, summary, {
          axes,
          rows,
          goodness,
          best: bestRow < 0 ? undefined : { row: bestRow, title: `Trial ${best.trial}, the best` },
        })}
      </div>
      ${shadeLegend(name, best.trial, bestRow >= 0)}
      <p class="note">${notes.join(' ')}</p>
      ${bestTable(trials, axes, sorted)}
    </figure>`;
}

/** From bad to good: the best, and others at equal distances. */
function drawnRows(sorted: readonly number[]): readonly number[] {
  if (sorted.length <= MOST_LINES) return sorted;
  return [...evenly(sorted.slice(0, -MOST_BEST), MOST_LINES - MOST_BEST), ...sorted.slice(-MOST_BEST)];
}

function ordinal(distance: number): string {
  const n = Math.round(distance);
  return n <= 1 ? 'one' : n === 2 ? 'second' : n === 3 ? 'third' : `${groupDigits(String(n))}th`;
}

function shadeLegend(name: string, best: number, hasBest: boolean): Markup {
  const strip = Array.from(
    { length: SHADES },
    (_, i) => html`<rect class="g${i}" x="${i * 14}" width="14" height="8" />`,
  );
  return html`<ul class="legend">
    <li>
      worst by rank <svg width="${SHADES * 14}" height="8" aria-hidden="true">${strip}</svg> best by ${name}
    </li>
    ${
      hasBest
        ? html`<li>
            <svg width="18" height="4" aria-hidden="true"><path class="lines best" d="M0 2H18" /></svg>trial
            ${best}, the best
          </li>`
        : undefined
    }
  </ul>`;
}

function bestTable(
  trials: readonly MeasuredTrial[],
  axes: readonly ParallelAxis[],
  sorted: readonly number[],
): Markup {
  return foldedTable({
    caption: 'The best trials, axis by axis; all are in the table of trials',
    titles: ['Trial', ...axes.map(({ title }) => title)],
    rows: sorted
      .slice(-TABLE_ROWS)
      .reverse()
      .map((row) => [trials[row]!.trial, ...axes.map((axis) => axis.written(row))]),
  });
}
