/** The part of VS Code that units of the extension use outside of it: its words, by the rules of the real ones. */
export * as l10n from '@vscode/l10n';
