import { l10n } from 'vscode';
import { BACKEND_NAMES, BACKENDS } from '../../core/experiment/backends';
import type { BackendChoice, BackendName } from '../../core/experiment/backends';
import type { BackendReport } from '../../protocol/run-protocol';

/** A line of the list of backends. */
export interface BackendItem {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  readonly choice: BackendChoice;
  /** What was found out; `undefined` while it is being tried. */
  readonly report: BackendReport | undefined;
}

/**
 * Every backend with what it is and whether it can be used here, the one that
 * is chosen marked.
 *
 * @param reports what is known so far
 */
export function backendItems(
  chosen: BackendChoice,
  reports: Readonly<Partial<Record<BackendName, BackendReport>>>,
): readonly BackendItem[] {
  const best = (['plan', 'wasm'] as const).find((name) => reports[name]?.available !== false) ?? 'wasm';
  const takes =
    best === 'plan' ? l10n.t('Takes plan.') : l10n.t('Takes {0}, since plan cannot be used here.', best);
  const auto: BackendItem = {
    label: '$(sparkle) auto',
    description: l10n.t('The best that this machine has.'),
    detail: lineOf(chosen === 'auto', takes),
    choice: 'auto',
    report: reports[best],
  };
  return [
    auto,
    ...BACKEND_NAMES.map((name) => ({
      label: `${icon(reports[name])} ${name}`,
      description: BACKENDS[name],
      detail: lineOf(chosen === name, standing(reports[name])),
      choice: name,
      report: reports[name],
    })),
  ];
}

function lineOf(isActive: boolean, text: string): string {
  return isActive ? `$(check) ${l10n.t('Active. {0}', text)}` : text;
}

function icon(report: BackendReport | undefined): string {
  if (!report) return '$(loading~spin)';
  return report.available ? '$(pass)' : '$(circle-slash)';
}

function standing(report: BackendReport | undefined): string {
  if (!report) return l10n.t('Being tried …');
  return report.available
    ? l10n.t('Works here: {0}', report.version)
    : l10n.t('Not available: {0}', report.reason);
}
