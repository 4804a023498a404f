import * as l10n from '@vscode/l10n';

/** `A and B`: networks by their letters, at least one. */
export function lettersText(letters: readonly string[]): string {
  return letters.reduce((before, letter) =>
    l10n.t({ message: '{0} and {1}', args: [before, letter], comment: ['Letters of networks'] }),
  );
}
