import type { Architecture } from '../graph/architecture';

export type CodeTarget = 'tfjs' | 'keras' | 'pytorch';

export function generateCode(
  architecture: Architecture,
  target: CodeTarget,
  options: { readonly title?: string } = {},
): string {
  return `${architecture.nodes.length} ${target} ${options.title ?? ''}`;
}
