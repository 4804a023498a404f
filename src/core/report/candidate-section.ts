import { messageOf } from '../base/errors';
import type { Architecture } from '../graph/architecture';
import { fidelityText } from '../journal/fidelity';
import type { MeasuredTrial } from '../journal/query';
import { formatMetric, formatSignificant } from '../drawing/format';
import { metricSpec } from '../trial/metric';
import type { DagDetail } from './dag-picture';
import { dagPicture } from './dag-picture';
import { factList } from './data-table';
import { html } from './markup';
import type { Markup } from './markup';
import { metricNames } from './trial-table';
import type { RunState } from '../journal/run-state';

/** Builds a trial's graph; throws where the space of this version cannot. */
export type BuildTrial = (trial: MeasuredTrial) => Architecture;

/**
 * The drawing of a trial, or why there is none.
 *
 * @param place where in the document, so that one trial can be drawn in several
 */
export function drawingOf(
  trial: MeasuredTrial,
  build: BuildTrial,
  detail: DagDetail,
  place = detail === 'whole' ? 'whole' : 'dag',
): Markup {
  try {
    return dagPicture(
      `${place}-${trial.trial}`,
      `Architecture of trial ${trial.trial}`,
      build(trial),
      detail,
    );
  } catch (error) {
    return html`<p class="note">It cannot be drawn: ${messageOf(error)}.</p>`;
  }
}

/** The best candidate: what was measured, why it was tried, how it is written, and its graph. */
export function bestSection(state: RunState, best: MeasuredTrial, build: BuildTrial): Markup {
  return html`<h3>What was measured of trial ${best.trial}</h3>
    ${metricFacts(state, best)}
    <h3 class="later">Why it was tried</h3>
    <p>${originText(best)}</p>
    ${explanation(best)}
    <h3 class="later">How it is written</h3>
    <pre class="notation">${best.architecture}</pre>
    <div class="scroll drawing" tabindex="0" role="region" aria-label="Architecture of trial ${best.trial}">
      ${drawingOf(best, build, 'whole')}
    </div>`;
}

/** All metrics of a trial, objectives first. */
export function metricFacts(state: RunState, { metrics }: MeasuredTrial): Markup {
  return factList(
    metricNames(state)
      .filter((name) => metrics[name] !== undefined)
      .map((name) => ({ name: metricSpec(name).title, value: formatMetric(name, metrics[name]) })),
  );
}

/** `Made by the operator “mutation” from trial 12; measured after 3 of 27 epochs.` */
export function originText(trial: MeasuredTrial): string {
  const { operator, parents } = trial;
  const from =
    parents.length === 0 ? '' : ` from trial${parents.length === 1 ? '' : 's'} ${parents.join(' and ')}`;
  const epochs = fidelityText(trial);
  return `Made by the operator “${operator}”${from}${epochs === undefined ? '' : `; measured after ${epochs}`}.`;
}

function explanation({ explain }: MeasuredTrial): Markup | undefined {
  const entries = Object.entries(explain);
  if (entries.length === 0) return undefined;
  return factList(
    entries.map(([name, value]) => ({
      name: inWords(name),
      value: typeof value === 'number' ? formatSignificant(value) : value,
    })),
  );
}

/** `parentScore` as a person would write it. */
function inWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
