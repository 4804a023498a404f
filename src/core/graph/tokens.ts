import type { Architecture } from './architecture';

/** How many different tokens the input may hold; `undefined` where it holds other numbers. The smallest of several embeddings. */
export function vocabularyOf({ nodes }: Architecture): number | undefined {
  const sizes = nodes.flatMap(({ operation, inputs }) =>
    operation.kind === 'embedding' && inputs[0] === 0 ? [operation.vocabulary] : [],
  );
  return sizes.length === 0 ? undefined : Math.min(...sizes);
}

/** Whether an embedding looks at the input itself. */
export function takesTokens(architecture: Architecture): boolean {
  return vocabularyOf(architecture) !== undefined;
}
