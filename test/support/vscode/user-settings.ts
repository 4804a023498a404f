/** Settings that keep a fresh workbench from showing anything but our extension. */
export const QUIET_SETTINGS = {
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': 'off',
  'extensions.ignoreRecommendations': true,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.colorTheme': 'Dark Modern',
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'window.commandCenter': false,
  'git.enabled': false,
  'editor.minimap.enabled': false,
} as const;

/** For tests: nothing moves, nothing asks. */
export const TEST_SETTINGS = {
  ...QUIET_SETTINGS,
  'workbench.reduceMotion': 'on',
  'editor.cursorBlinking': 'solid',
  'window.confirmBeforeClose': 'never',
} as const;
