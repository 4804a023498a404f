import * as z from 'zod';
import { l10n } from 'vscode';
import {
  architectureKey,
  architectureStateSchema,
  architectureTitle,
  movedArchitecture,
} from './architecture-state';
import type { ArchitectureState } from './architecture-state';
import { ArchitecturesPage } from './architectures-page';
import type { ArchitecturesServices } from './architectures-page';
import type { PanelKind } from './panel-kind';

/** So many stand side by side. */
export const MOST_COMPARED = 3;

const stateSchema = z.object({ compared: z.array(architectureStateSchema).min(2).max(MOST_COMPARED) });

export type ArchitecturesState = z.output<typeof stateSchema>;

/** Two or three architectures side by side. */
export function architecturesKind(
  services: ArchitecturesServices,
): PanelKind<ArchitecturesState, ArchitecturesPage> {
  return {
    viewType: 'nas.architectures',
    icon: 'architecture',
    parse: (state) => stateSchema.parse(state),
    key: ({ compared }) => compared.map(architectureKey).join(' | '),
    title: ({ compared }) => shortTitles(compared),
    moved: ({ compared }, to) => ({ compared: compared.map((state) => movedArchitecture(state, to)) }),
    create: (panel, { compared }) => Promise.resolve(new ArchitecturesPage(panel, services, compared)),
  };
}

/** `Trials 3, 12, 26`, else every title. */
function shortTitles(compared: readonly ArchitectureState[]): string {
  const trials = compared.flatMap((state) => ('runFolder' in state ? [state.trial] : []));
  if (trials.length === compared.length) return l10n.t('Trials {0}', trials.join(', '));
  return compared.map(architectureTitle).join(' ↔ ');
}
