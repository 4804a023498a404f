import { parse as parseJson, type ParseError, printParseErrorCode } from 'jsonc-parser';
import * as z from 'zod';
import { expected, InputError } from '../base/errors';
import { checked } from '../base/issues';
import { tooDeepAt } from '../base/nesting';
import { type Architecture, type ArchitectureNode, createArchitecture } from './architecture';
import { operationSchema } from './operation-schema';

const placeSchema = z.looseObject({
  name: z.string(),
  inputs: z.array(z.string()).optional(),
  group: z.string().optional(),
});

/**
 * One line of JSON that `parseArchitecture` reads back:
 * `{"nodes":[{"name":"x","kind":"input","shape":[8,8,1]},{"name":"head","inputs":["x"],"kind":"flatten"}, ...]}`.
 */
export function formatArchitecture({ nodes }: Architecture): string {
  return JSON.stringify({
    nodes: nodes.map(({ name, inputs, group, operation }) => ({
      name,
      ...(inputs.length === 0 ? {} : { inputs: inputs.map((input) => nodes[input]!.name) }),
      ...(group === undefined ? {} : { group }),
      ...operation,
    })),
  });
}

/**
 * Reads an architecture from JSON (comments allowed).
 *
 * A node without `inputs` takes the one before it. Fields that are left out
 * take a builder's defaults: stride 1, `same` padding, no bias in convolutions.
 * Throws `InputError` that names the node and field, or the line of broken JSON.
 */
export function parseArchitecture(text: string): Architecture {
  const tooDeep = tooDeepAt(text);
  if (tooDeep !== undefined)
    throw new InputError(
      placeIn(text, tooDeep),
      'expected nodes, but got brackets that are nested too deeply',
    );
  const errors: ParseError[] = [];
  const value: unknown = parseJson(text, errors, { allowTrailingComma: true });
  const broken = errors[0];
  if (broken)
    throw new InputError(placeIn(text, broken.offset), `not JSON: ${printParseErrorCode(broken.error)}`);
  const nodes = typeof value === 'object' && value !== null && 'nodes' in value ? value.nodes : undefined;
  if (!Array.isArray(nodes)) throw expected('nodes', 'a list of nodes', nodes);

  const positions = new Map<string, number>();
  return createArchitecture(
    nodes.map((node: unknown, position) => {
      const read = readNode(node, position, positions);
      if (!positions.has(read.name)) positions.set(read.name, position);
      return read;
    }),
  );
}

function readNode(
  value: unknown,
  position: number,
  positions: ReadonlyMap<string, number>,
): ArchitectureNode {
  const place = checked(placeSchema, value, `node ${position}`);
  const path = `node ${position} "${place.name}"`;
  const { name, inputs, group, ...fields } = place;
  const operation = checked(operationSchema, fields, path);
  return {
    name,
    operation,
    inputs: inputs
      ? inputs.map((input) => {
          const earlier = positions.get(input);
          if (earlier === undefined) throw expected(`${path}.inputs`, 'names of earlier nodes', input);
          return earlier;
        })
      : position === 0
        ? []
        : [position - 1],
    ...(group === undefined ? {} : { group }),
  };
}

function placeIn(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `line ${before.length}, column ${before.at(-1)!.length + 1}`;
}
