import { recordedSpace } from '../experiment/recorded-space';
import { bestTrial, frontTrials, objectivesOf } from '../journal/query';
import type { MeasuredTrial } from '../journal/query';
import type { RunState } from '../journal/run-state';
import { plural } from '../drawing/format';
import { bestThreeSection } from './best-three';
import { bestSection } from './candidate-section';
import { chartCard } from './chart-card';
import { factList } from './data-table';
import { html } from './markup';
import type { Markup } from './markup';
import { pageOf } from './page';
import type { Section } from './page';
import { finished } from './report-step';
import type { ReportStep } from './report-step';
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
import { knobsOf, togetherSection } from './together-section';
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
export function runReport(state: RunState, options: RunReportOptions): string {
  return finished(reportSteps(state, options));
}

/** The same, step by step, for whoever tells how far it is: each is told before it is made. */
export function* reportSteps(
  state: RunState,
  { written }: RunReportOptions,
): Generator<ReportStep, string, void> {
  const { started } = state;
  const name = started?.experimentName ?? 'Run';
  return pageOf({
    title: started ? `${name}: run ${started.runId}` : name,
    lead: statusText(state),
    head: factList(resultFacts(state)),
    sections: [...(yield* resultsOf(state)), ...originOf(state, written)],
    hasScript: state.trials.length > 0,
  });
}

/** What was found, each part only where there is something. */
function* resultsOf(state: RunState): Generator<ReportStep, Section[], void> {
  const best = bestTrial(state);
  const front = objectivesOf(state).length > 1 ? frontTrials(state) : [];
  const build = ({ genotype }: MeasuredTrial) =>
    recordedSpace(state.started, state.started?.experimentName ?? 'Run').build(genotype);
  const sections: Section[] = [];
  if (best) {
    yield 'charts';
    sections.push({ id: 'charts', title: 'How the search went', body: chartSection(state) });
    yield 'architectures';
    sections.push({ id: 'best', title: 'The best candidate', body: bestSection(state, best, build) });
  }
  const three = best && bestThreeSection(state, knobsOf(state), build);
  if (three) sections.push({ id: 'three', title: 'The best beside each other', body: three });
  if (front.length > 0)
    sections.push({ id: 'front-drawn', title: 'The Pareto front', body: frontSection(state, front, build) });
  const together = best && (yield* togetherSection(state, best));
  if (together) sections.push({ id: 'together', title: 'What the trials say together', body: together });
  if (state.retrained.some(({ seeds, failed }) => seeds.length + failed.length > 0))
    sections.push({ id: 'retrained', title: 'Retrained', body: retrainedSection(state) });
  if (state.trials.some(({ status }) => status === 'failed'))
    sections.push({ id: 'failures', title: 'Failures', body: failureSection(state) });
  if (state.trials.length > 0) {
    yield 'trials';
    sections.push({ id: 'all', title: 'All trials', body: trialSection(state, best, front) });
  }
  return sections;
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
