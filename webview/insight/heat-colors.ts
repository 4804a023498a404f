import { fade, mix } from '../shared/color';
import type { Theme } from '../shared/theme';

/** Colours behind text are mixed with the ground so far that the text stays readable. */
const MOST_UNDER_TEXT = 0.34;

/** Of a number in [-1, 1], as the ground of a text: blue above zero, orange below. High contrast has no grounds. */
export function signedGround(theme: Theme, value: number): string {
  if (theme.highContrast) return theme.background;
  return mix(
    theme.background,
    theme.series[value >= 0 ? 0 : 1]!,
    MOST_UNDER_TEXT * Math.min(1, Math.abs(value)),
  );
}

/** Of a number in [0, 1], as the ground of a text. */
export function shareGround(theme: Theme, share: number): string {
  return signedGround(theme, Math.max(0, share));
}

const STEPS = 16;

/** The colours of a scale from bad (0) to good (1), for lines and nodes: from pale orange to blue. */
export function scaleColors(theme: Theme): readonly string[] {
  return Array.from({ length: STEPS }, (_, i) => mix(theme.series[1]!, theme.series[0]!, i / (STEPS - 1)));
}

/** The place of a share in `scaleColors`. */
export function scaleStep(share: number): number {
  return Math.max(0, Math.min(STEPS - 1, Math.round(share * (STEPS - 1))));
}

export function paleLine(theme: Theme, alpha: number): string {
  return fade(theme.foreground, theme.highContrast ? Math.min(1, 2 * alpha) : alpha);
}
