/** What VS Code keeps for a panel: the host's own keys, and the page's under `ui`. */
export interface SavedState {
  readonly uiVersion?: number;
  readonly ui?: unknown;
  readonly [hostKey: string]: unknown;
}

/** The saved state with the host's newest keys in it. */
export function mergeState(saved: unknown, restore: object): SavedState {
  return { ...(typeof saved === 'object' && saved !== null ? saved : {}), ...restore };
}

/** The page's part when this schema version wrote it. Fields may be missing: read each with its default. */
export function readUiState<Ui extends object>(state: SavedState, version: number): Partial<Ui> | undefined {
  const { ui, uiVersion } = state;
  return uiVersion === version && typeof ui === 'object' && ui !== null ? ui : undefined;
}
