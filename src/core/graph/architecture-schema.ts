import * as z from 'zod';
import { operationSchema } from './operation-schema';

const name = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]*$/, 'expected letters, digits and _ that begin with a letter');

const place = {
  name: name.describe('Unique in the network; becomes the name of a layer and of a variable.'),
  inputs: z
    .array(name)
    .optional()
    .describe(
      'Names of earlier nodes, in the order in which the operation takes them. Left out: the node before.',
    ),
  group: z
    .string()
    .optional()
    .describe(
      'Path of the cell or block that the node belongs to, such as `stage2/cell1`; viewers collapse it.',
    ),
};

const [first, ...others] = operationSchema.options.map((option) => option.extend(place));

/** What `parseArchitecture` reads, field by field; it also checks what fields say about each other. */
const fileSchema = z.strictObject({
  $schema: z.string().optional(),
  nodes: z
    .array(z.discriminatedUnion('kind', [first!, ...others]))
    .min(2)
    .describe(
      'From the input to the output: each node comes after its inputs, and the last one is the output.',
    ),
});

/** The JSON schema of `*.arch.json` for editors. */
export function architectureJsonSchema(): Record<string, unknown> {
  return {
    ...z.toJSONSchema(fileSchema, { io: 'input', target: 'draft-7' }),
    title: 'Architecture of a neural network',
    allowComments: true,
    allowTrailingCommas: true,
  };
}
