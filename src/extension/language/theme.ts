import * as vscode from 'vscode';
import { CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT } from './pictures/palette';
import type { Palette } from './pictures/palette';

/** The palette of the theme that is on. */
export function themePalette(): Palette {
  switch (vscode.window.activeColorTheme.kind) {
    case vscode.ColorThemeKind.Light:
      return LIGHT;
    case vscode.ColorThemeKind.HighContrast:
      return CONTRAST_DARK;
    case vscode.ColorThemeKind.HighContrastLight:
      return CONTRAST_LIGHT;
    case vscode.ColorThemeKind.Dark:
      return DARK;
  }
}

/** Palettes for decorations, which know dark and light only: with high contrast, its own two. */
export function decorationPalettes(): { readonly dark: Palette; readonly light: Palette } {
  const { kind } = vscode.window.activeColorTheme;
  const isContrast =
    kind === vscode.ColorThemeKind.HighContrast || kind === vscode.ColorThemeKind.HighContrastLight;
  return isContrast ? { dark: CONTRAST_DARK, light: CONTRAST_LIGHT } : { dark: DARK, light: LIGHT };
}
