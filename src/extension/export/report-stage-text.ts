import { l10n } from 'vscode';
import { REPORT_STEPS } from '../../core/report/report-step';
import type { ReportStage } from '../../protocol/report-protocol';

const TEXTS: Readonly<Record<ReportStage, string>> = {
  reading: l10n.t('reading the journal'),
  charts: l10n.t('drawing the charts'),
  architectures: l10n.t('drawing the architectures'),
  correlation: l10n.t('correlating the metrics'),
  importance: l10n.t('growing the forest of the knobs'),
  parallel: l10n.t('drawing the parallel coordinates'),
  forecasts: l10n.t('comparing the forecasts'),
  lineage: l10n.t('following the lineage'),
  trials: l10n.t('listing the trials'),
};

const STAGES: readonly ReportStage[] = ['reading', ...REPORT_STEPS];

export function stageText(stage: ReportStage): string {
  return TEXTS[stage];
}

/** How much of a report is there when a stage begins, in percent. */
export function percentAt(stage: ReportStage): number {
  return (100 * (1 + STAGES.indexOf(stage))) / (STAGES.length + 1);
}
