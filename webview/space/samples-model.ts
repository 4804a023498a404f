import * as l10n from '@vscode/l10n';
import type { SpaceSample } from '../../src/core/space/space-picture';

export const SAMPLE_ORDERS = [
  { value: 'drawn', label: l10n.t('As drawn') },
  { value: 'paramCount', label: l10n.t('Parameters') },
  { value: 'macs', label: l10n.t('MACs') },
] as const;

export type SampleOrder = (typeof SAMPLE_ORDERS)[number]['value'];

/** The samples from the smallest on; equal ones, and all as drawn, in the order in which they came. */
export function ordered(samples: readonly SpaceSample[], order: SampleOrder): SpaceSample[] {
  return order === 'drawn' ? [...samples] : [...samples].sort((a, b) => a[order] - b[order]);
}
