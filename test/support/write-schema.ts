import { readFileSync, writeFileSync } from 'node:fs';
import { contributedTools } from './contributed-tools';
import { SCHEMA_FILES, schemaText } from './schema-file';

/** `npm run schema`, after a schema or a tool for assistants has changed. */
for (const [file, schema] of Object.entries(SCHEMA_FILES)) {
  writeFileSync(file, schemaText(schema));
  console.log(`${file} is up to date`);
}

const read = (file: string): Record<string, unknown> =>
  JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
const write = (file: string, value: unknown): void =>
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);

const manifest = read('package.json') as { contributes: Record<string, unknown> };
const words = read('package.nls.json');
manifest.contributes['languageModelTools'] = contributedTools().map((tool) => {
  const key = (field: string): string => `tool.${tool.name}.${field}`;
  words[key('displayName')] = tool.displayName;
  words[key('userDescription')] = tool.userDescription;
  const keyed = { displayName: `%${key('displayName')}%`, userDescription: `%${key('userDescription')}%` };
  return { ...tool, ...keyed };
});
write('package.json', manifest);
write('package.nls.json', words);
console.log('the tools in package.json are up to date');
