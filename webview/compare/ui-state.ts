import type { By } from '../../src/core/comparison/side-by-side-choices';

export const UI_VERSION = 1;

export type Band = 'error' | 'quartiles';

/** What a person chose; outlives a reload. */
export interface UiState {
  readonly metric: string | undefined;
  readonly by: By;
  readonly band: Band;
  /** `undefined`: as far as every search has come. */
  readonly at: number | undefined;
  /** Ids of groups that are not drawn. */
  readonly hidden: readonly string[];
}

export const FIRST_UI: UiState = {
  metric: undefined,
  by: 'evaluations',
  band: 'error',
  at: undefined,
  hidden: [],
};
