import type { Architecture } from '../graph/architecture';
import { kerasCode } from './keras-code';
import { pytorchCode } from './pytorch-code';
import { tfjsCode } from './tfjs-code';

export type CodeTarget = keyof typeof CODE_TARGETS;

/** Every framework that code is written for. */
export const CODE_TARGETS = {
  tfjs: { title: 'TensorFlow.js', extension: 'js', write: tfjsCode },
  keras: { title: 'Keras', extension: 'py', write: kerasCode },
  pytorch: { title: 'PyTorch', extension: 'py', write: pytorchCode },
} as const satisfies Record<
  string,
  {
    readonly title: string;
    readonly extension: string;
    readonly write: (architecture: Architecture, title: string | undefined) => string;
  }
>;

/**
 * Writes an architecture as source code that a person can read, run and change.
 *
 * Two or three comment lines at the top state the title, the expected number of
 * trainable parameters and the shapes; groups of nodes become commented
 * sections. The code builds the network without weights, and its output are
 * logits where the architecture's are. The same architecture gives the same text.
 *
 * Activations mean what `graph/activations.ts` says they mean, also where a framework's own default differs.
 */
export function generateCode(
  architecture: Architecture,
  target: CodeTarget,
  options: { readonly title?: string } = {},
): string {
  return CODE_TARGETS[target].write(architecture, options.title);
}
