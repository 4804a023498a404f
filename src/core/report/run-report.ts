import { recordedSpace } from '../experiment/recorded-space';
import { bestTrial, frontTrials, objectivesOf } from '../journal/query';
import type { MeasuredTrial } from '../journal/query';
import type { RunState } from '../journal/run-state';
import { plural } from '../drawing/format';
import { bestSection } from './candidate-section';
import { chartCard } from './chart-card';
import { factList } from './data-table';
import { html } from './markup';
import type { Markup } from './markup';
import { pageOf } from './page';
import type { Section } from './page';
import {
  curvesChart,
  curveTrials,
  frontChart,
  hypervolumeChart,
  progressChart,
  timeChart,
} from './run-charts';
import { machineFacts, resultFacts, statusText } from './run-facts';
import { repeatSection } from './repeat-section';
import type { WrittenExperiment } from './repeat-section';
import { failureSection, frontSection, retrainedSection } from './result-sections';
import { togetherSection } from './together-section';
import { trialTable } from './trial-table';

export interface RunReportOptions {
  /** The experiment file beside the run; `undefined` where it is gone. */
  readonly written: WrittenExperiment | undefined;
}

/**
 * Everything that a journal says of a run, as one HTML document that opens anywhere: light and dark, printable, without
 * a network. The same journal gives the same bytes. Sections without anything to show are left out.
 *
 * Ten thousand trials take about two seconds and six megabytes: most of the time is the forest of their knobs, most of
 * the bytes are their table.
 */
export function runReport(state: RunState, { written }: RunReportOptions): string {
  const { started } = state;
  const name = started?.experimentName ?? 'Run';
  return pageOf({
    title: started ? `${name}: run ${started.runId}` : name,
    lead: statusText(state),
    head: factList(resultFacts(state)),
    sections: [...resultsOf(state), ...originOf(state, written)],
    hasScript: state.trials.length > 0,
  });
}

/** What was found, each part only where there is something. */
function resultsOf(state: RunState): Section[] {
  const best = bestTrial(state);
  const front = objectivesOf(state).length > 1 ? frontTrials(state) : [];
  const build = ({ genotype }: MeasuredTrial) =>
    recordedSpace(state.started, state.started?.experimentName ?? 'Run').build(genotype);
  const together = best && togetherSection(state, best);
  const sections: (Section | undefined)[] = [
    best && { id: 'charts', title: 'How the search went', body: chartSection(state) },
    best && { id: 'best', title: 'The best candidate', body: bestSection(state, best, build) },
    front.length > 0
      ? { id: 'front-drawn', title: 'The Pareto front', body: frontSection(state, front, build) }
      : undefined,
    together && { id: 'together', title: 'What the trials say together', body: together },
    state.retrained.some(({ seeds, failed }) => seeds.length + failed.length > 0)
      ? { id: 'retrained', title: 'Retrained', body: retrainedSection(state) }
      : undefined,
    state.trials.some(({ status }) => status === 'failed')
      ? { id: 'failures', title: 'Failures', body: failureSection(state) }
      : undefined,
    state.trials.length > 0
      ? { id: 'all', title: 'All trials', body: trialSection(state, best, front) }
      : undefined,
  ];
  return sections.filter((section) => section !== undefined);
}

/** Where it comes from, and how to have it again; nothing before the journal's first line. */
function originOf(state: RunState, written: RunReportOptions['written']): Section[] {
  const { started } = state;
  if (!started) return [];
  return [
    {
      id: 'repeat',
      title: 'The experiment, and how to repeat it',
      body: repeatSection(started, written),
    },
    { id: 'machine', title: 'Versions and machine', body: factList(machineFacts(state)) },
  ];
}

function chartSection(state: RunState): Markup {
  const curves = curvesChart(state);
  const charts = [progressChart(state), frontChart(state), hypervolumeChart(state), timeChart(state)];
  const cards = charts.flatMap((chart) => (chart ? [chartCard(chart)] : []));
  const legend = curves ? curveTrials(curves).map((trial, i) => ({ ink: i, label: `Trial ${trial}` })) : [];
  return html`<div class="cards">${cards}${curves && chartCard(curves, legend)}</div>`;
}

function trialSection(
  state: RunState,
  best: MeasuredTrial | undefined,
  front: readonly MeasuredTrial[],
): Markup {
  const { markup, isCut } = trialTable(state, {
    best: best?.trial,
    front: new Set(front.map(({ trial }) => trial)),
  });
  return html`<div class="tools" id="tools" hidden>
      <label>Filter <input type="search" autocomplete="off" placeholder="words that a row must hold" /></label
      ><span id="said" role="status">${plural(state.trials.length, 'trial')}</span>
    </div>
    ${markup}${isCut ? html`<p class="note">Long architectures and reasons are cut and end with “…”; the run's journal has them whole.</p>` : undefined}`;
}
