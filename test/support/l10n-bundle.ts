import { getL10nJson } from '@vscode/l10n-dev';
import type { l10nJsonFormat } from '@vscode/l10n-dev';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT, sourceModules } from './imports';

export const BUNDLE_FILE = 'media/l10n/bundle.l10n.json';

/** Every sentence that `l10n.t` is given, as translators get them. In the order of the alphabet, whatever moves in the code. */
export async function l10nBundle(): Promise<l10nJsonFormat> {
  const files = sourceModules().map(({ file }) => readFileSync(path.join(ROOT, file), 'utf8'));
  // The exporter takes its time with each.
  const saying = files.filter((contents) => contents.includes('l10n'));
  const bundle = await getL10nJson(saying.map((contents) => ({ contents, extension: '.ts' })));
  return Object.fromEntries(Object.entries(bundle).sort(([a], [b]) => (a < b ? -1 : 1)));
}
