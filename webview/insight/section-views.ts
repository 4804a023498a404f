import { CorrelationView } from './correlation-view';
import { ForecastView } from './forecast-view';
import { ImportanceView } from './importance-view';
import { LandscapeView } from './landscape-view';
import { LineageView } from './lineage-view';
import { ParallelView } from './parallel-view';
import type { Section, SectionTools } from './section';
import type { SectionId } from './ui-state';
import { WeightsView } from './weights-view';

/** Made when its tab is first chosen. */
export const SECTION_VIEWS: { readonly [Id in SectionId]: (tools: SectionTools) => Section } = {
  correlation: (tools) => new CorrelationView(tools),
  importance: (tools) => new ImportanceView(tools),
  parallel: (tools) => new ParallelView(tools),
  lineage: (tools) => new LineageView(tools),
  forecast: (tools) => new ForecastView(tools),
  landscape: (tools) => new LandscapeView(tools),
  weights: (tools) => new WeightsView(tools),
};
