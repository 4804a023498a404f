import { MOST_DRAWN } from '../analysis/bagged-forest';
import { FEWEST_FOR_IMPORTANCE, FEW_FOR_IMPORTANCE, knobImportance } from '../analysis/knob-importance';
import type { Importance, MeanAndSd } from '../analysis/knob-importance';
import { knobColumns } from '../analysis/knob-columns';
import { trialsWith } from '../analysis/trials-with';
import { objectivesOf } from '../journal/query';
import type { RunState } from '../journal/run-state';
import type { Knob } from '../space/space';
import { formatSigned, groupDigits, plural } from '../drawing/format';
import { evenly } from './evenly';
import { marginalTables } from './importance-marginals';
import { html } from './markup';
import type { Markup } from './markup';
import { metricInSentence } from './metric-in-sentence';

/** Columns of a forest times trials: about two seconds. */
const MOST_NUMBERS = 150_000;
const MOST_COLUMNS = 400;
/** What comes after them decides next to nothing. */
const MOST_ROWS = 20;

/** Which knobs decide the first objective, or why nobody can say; `undefined` for a space without knobs. */
export function importancePart(state: RunState, knobs: readonly Knob[] | string): Markup | undefined {
  const objective = objectivesOf(state)[0]?.metric;
  if (objective === undefined || knobs.length === 0) return undefined;
  const title = html`<h3 class="later">Which knobs decide ${metricInSentence(objective)}</h3>`;
  if (typeof knobs === 'string')
    return html`${title}
      <p>The knobs are not known: ${knobs}.</p>`;
  const nColumns = knobColumns(knobs).length;
  if (nColumns > MOST_COLUMNS)
    return html`${title}
      <p>
        The space has ${plural(knobs.length, 'knob')}, too many for a report; the Insight page takes its time
        for them.
      </p>`;
  const comparable = trialsWith(state, objective, knobs);
  const most = Math.floor(MOST_NUMBERS / nColumns);
  // A tree draws no more than that in any case.
  const trials = most < MOST_DRAWN ? evenly(comparable, most) : comparable;
  if (trials.length < FEWEST_FOR_IMPORTANCE)
    return html`${title}
      <p>
        ${plural(trials.length, 'measured trial')} can be compared: from ${FEWEST_FOR_IMPORTANCE} on a forest
        is grown.
      </p>`;
  const importance = knobImportance(
    knobs,
    trials.map(({ genotype }) => genotype),
    Float64Array.from(trials, ({ metrics }) => metrics[objective]!),
  );
  if (!importance)
    return html`${title}
      <p>It does not depend on the knobs as far as a forest can tell.</p>`;
  return html`${title}
    <p>${sentences(importance, knobs).join(' ')}</p>
    ${importanceTable(importance, knobs)} ${marginalTables(importance, knobs, objective)}
    <p class="note">
      Functional ANOVA (Hutter, Hoos and Leyton-Brown 2014) on a random forest of the measured trials, exact
      over all combinations of values, each as likely as any other; ± is the spread over the trees. A knob
      that is off has no effect, whatever its value. Shuffling: how much the squared error grows when the
      values of the knob are shuffled among trials that a tree was not shown, in variances of the metric.
      ${sampleText(comparable.length, trials.length)}
    </p>`;
}

function sampleText(n: number, nUsed: number): string | undefined {
  const [all, used, drawn] = [n, nUsed, MOST_DRAWN].map((count) => groupDigits(String(count)));
  if (nUsed < n)
    return `The forest is grown on ${used} of the ${all} trials, at equal distances over the run, because there are so many knobs.`;
  return n > MOST_DRAWN ? `Each tree is grown on ${drawn} draws of the ${all} trials.` : undefined;
}

/** What the forest says, and how far to trust it. */
function sentences({ knobs: found, pairs, outOfBagR2, n }: Importance, knobs: readonly Knob[]): string[] {
  const [first, second] = found;
  const sum = (shares: readonly { readonly share: MeanAndSd }[]): string =>
    percent(shares.reduce((total, { share }) => total + share.mean, 0));
  return [
    `${knobs[first!.knob]!.name} decides most: ${percents(first!.share)} of the variance that the forest sees.`,
    ...(second ? [`Next comes ${knobs[second.knob]!.name} with ${percents(second.share)}.`] : []),
    `Knobs alone explain ${sum(found)}${pairs.length > 0 ? `, pairs of ${found.length > 8 ? 'the first eight' : 'them'} ${sum(pairs)} more` : ''}.`,
    ...(outOfBagR2 === undefined
      ? []
      : [
          `Of trials that a tree was not shown, the forest foretells ${percent(Math.max(0, outOfBagR2))} of the variance (out-of-bag R², ${plural(n, 'trial')}).`,
        ]),
    ...(n < FEW_FOR_IMPORTANCE
      ? [`With fewer than ${FEW_FOR_IMPORTANCE} trials this is a first guess.`]
      : outOfBagR2 !== undefined && outOfBagR2 < 0.3
        ? ['That is little: the order of the knobs may be chance.']
        : []),
  ];
}

function importanceTable(importance: Importance, knobs: readonly Knob[]): Markup {
  const shown = importance.knobs.slice(0, MOST_ROWS);
  const largest = (values: readonly number[]): number => Math.max(1e-9, ...values);
  const mostShare = largest(shown.map(({ share }) => share.mean));
  const mostGrowth = largest(shown.map(({ permutation }) => permutation.mean));
  const rest = importance.knobs.length - shown.length;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Importance of the knobs">
      <table class="bars knobs">
        <caption>
          Importance of the knobs
        </caption>
        <thead>
          <tr>
            <th scope="col">Knob</th>
            <th scope="col" class="number">Share of the variance</th>
            <td></td>
            <th scope="col" class="number">Shuffling</th>
            <td></td>
          </tr>
        </thead>
        <tbody>
          ${shown.map(
            ({ knob, share, permutation }) =>
              html`<tr>
                <th scope="row">${knobs[knob]!.name}</th>
                <td class="number">${percents(share)}</td>
                ${barCell(share.mean / mostShare)}
                <td class="number">${formatSigned(permutation.mean)} ± ${permutation.sd.toFixed(2)}</td>
                ${barCell(permutation.mean / mostGrowth)}
              </tr> `,
          )}
        </tbody>
      </table>
    </div>
    ${rest > 0 ? html`<p class="note">${plural(rest, 'knob')} that ${rest === 1 ? 'decides' : 'decide'} less ${rest === 1 ? 'is' : 'are'} left out.</p>` : undefined}`;
}

/** @param length of the longest bar, in [0, 1]; below 0 for none */
function barCell(length: number): Markup {
  return html`<td class="bar">
    <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect width="${(100 * Math.max(0, length)).toFixed(1)}" height="10" />
    </svg>
  </td>`;
}

function percents({ mean, sd }: MeanAndSd): string {
  return `${(mean * 100).toFixed(1)}\u00a0±\u00a0${(sd * 100).toFixed(1)}\u202f%`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)}\u202f%`;
}
