import { readFileSync, writeFileSync } from 'node:fs';
import { contributedTools } from './contributed-tools';
import { SCHEMA_FILES, schemaText } from './schema-file';

/** `npm run schema`, after a schema or a tool for assistants has changed. */
for (const [file, schema] of Object.entries(SCHEMA_FILES)) {
  writeFileSync(file, schemaText(schema));
  console.log(`${file} is up to date`);
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { contributes: Record<string, unknown> };
manifest.contributes['languageModelTools'] = contributedTools();
writeFileSync('package.json', `${JSON.stringify(manifest, null, 2)}\n`);
console.log('the tools in package.json are up to date');
