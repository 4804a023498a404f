import { experimentJsonSchema } from '../../src/core/experiment/json-schema';
import { architectureJsonSchema } from '../../src/core/graph/architecture-schema';

/** Ship in the extension; `package.json` ties them to `*.nas.json` and `*.arch.json`. */
export const SCHEMA_FILES = {
  'media/schemas/experiment.schema.json': experimentJsonSchema,
  'media/schemas/architecture.schema.json': architectureJsonSchema,
} as const;

/** What a file must hold. */
export function schemaText(schema: () => object): string {
  return `${JSON.stringify(schema(), null, 2)}\n`;
}
