import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BUNDLE_FILE, l10nBundle } from './l10n-bundle';

/** `npm run l10n`, after a sentence that people read has changed. */
mkdirSync(path.dirname(BUNDLE_FILE), { recursive: true });
writeFileSync(BUNDLE_FILE, `${JSON.stringify(await l10nBundle(), null, 2)}\n`);
console.log(`${BUNDLE_FILE} is up to date`);
