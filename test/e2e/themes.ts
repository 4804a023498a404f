import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Workbench } from '../support/vscode/workbench';

/** Names of themes, and the class of the window while they are on; the dark one, which is on at first, comes last. */
export const THEMES = {
  'Light Modern': 'vs',
  'Default High Contrast': 'hc-black',
  'Default High Contrast Light': 'hc-light',
  'Dark Modern': 'vs-dark',
} as const;

export type ThemeName = keyof typeof THEMES;

export const THEME_NAMES = Object.keys(THEMES) as ThemeName[];

/** Writes the theme into the settings of the workspace, and waits until the window wears it. */
export async function chooseTheme(workbench: Workbench, workspace: string, theme: ThemeName): Promise<void> {
  mkdirSync(path.join(workspace, '.vscode'), { recursive: true });
  writeFileSync(
    path.join(workspace, '.vscode/settings.json'),
    JSON.stringify({ 'workbench.colorTheme': theme }),
  );
  await workbench.page.locator(`.monaco-workbench.${THEMES[theme]}`).waitFor();
}

/** As a part of a file's name: `light-modern`. */
export function themeFile(theme: ThemeName): string {
  return theme.toLowerCase().replaceAll(' ', '-');
}
