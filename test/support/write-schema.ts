import { readFileSync, writeFileSync } from 'node:fs';
import { contributedTools } from './contributed-tools';
import { SCHEMA_FILE, schemaText } from './schema-file';

/** `npm run schema`, after the experiment's schema or a tool for assistants has changed. */
writeFileSync(SCHEMA_FILE, schemaText());
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { contributes: Record<string, unknown> };
manifest.contributes['languageModelTools'] = contributedTools();
writeFileSync('package.json', `${JSON.stringify(manifest, null, 2)}\n`);
console.log(`${SCHEMA_FILE} and the tools in package.json are up to date`);
