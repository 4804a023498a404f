import { writeFileSync } from 'node:fs';
import { SCHEMA_FILE, schemaText } from './schema-file';

/** `npm run schema`, after the experiment's schema has changed. */
writeFileSync(SCHEMA_FILE, schemaText());
console.log(`${SCHEMA_FILE} is up to date`);
