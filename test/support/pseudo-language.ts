import { getL10nPseudoLocalized } from '@vscode/l10n-dev';
import type { l10nJsonFormat } from '@vscode/l10n-dev';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './imports';
import { BUNDLE_FILE } from './l10n-bundle';

/** A made-up language: every sentence of the bundle with an accent on each letter, its places as they are. */
export function pseudoLanguage(): Record<string, string> {
  const english = JSON.parse(readFileSync(path.join(ROOT, BUNDLE_FILE), 'utf8')) as l10nJsonFormat;
  return Object.fromEntries(
    Object.entries(getL10nPseudoLocalized(english)).map(([key, said]) => [
      key,
      typeof said === 'string' ? said : said.message,
    ]),
  );
}
