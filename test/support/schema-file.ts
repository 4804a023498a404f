import { experimentJsonSchema } from '../../src/core/experiment/json-schema';

/** Ships in the extension; `package.json` ties it to `*.nas.json`. */
export const SCHEMA_FILE = 'media/schemas/experiment.schema.json';

/** What the file must hold. */
export function schemaText(): string {
  return `${JSON.stringify(experimentJsonSchema(), null, 2)}\n`;
}
