import { writeFileSync } from 'node:fs';
import { SCHEMA_FILES, schemaText } from './schema-file';

/** `npm run schema`, after a schema has changed. */
for (const [file, schema] of Object.entries(SCHEMA_FILES)) {
  writeFileSync(file, schemaText(schema));
  console.log(`${file} is up to date`);
}
