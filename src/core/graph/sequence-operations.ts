import { InputError } from '../base/errors';
import { requirePositive, sequenceOf, shapeText } from './field-checks';
import { FREE, UNARY } from './operation-spec';
import type { OperationSpecs } from './operation-spec';

/** Operations on sequences `[positions, features]`, and what makes them of tokens. */
export const SEQUENCE_OPERATIONS: OperationSpecs<
  'embedding' | 'position_embedding' | 'multi_head_attention' | 'global_avg_pool1d'
> = {
  embedding: {
    ...UNARY,
    outputShape({ vocabulary, units }, [input], path) {
      requirePositive(vocabulary, `${path}.vocabulary`);
      requirePositive(units, `${path}.units`);
      if (input!.length !== 1)
        throw new InputError(
          path,
          `embedding takes tokens [positions], but its input is ${shapeText(input!)}`,
        );
      return [input![0]!, units];
    },
    paramCount: ({ vocabulary, units }) => vocabulary * units,
    macs: () => 0,
    label: ({ vocabulary, units }) => `embedding ${vocabulary}, ${units}`,
  },
  position_embedding: {
    ...UNARY,
    outputShape: (operation, inputs, path) => sequenceOf(operation, inputs, path),
    paramCount: (_, [input]) => input![0]! * input![1]!,
    macs: () => 0,
    label: () => 'position embedding',
  },
  multi_head_attention: {
    ...UNARY,
    outputShape(operation, inputs, path) {
      requirePositive(operation.heads, `${path}.heads`);
      requirePositive(operation.keyUnits, `${path}.keyUnits`);
      return sequenceOf(operation, inputs, path);
    },
    paramCount({ heads, keyUnits, useBias }, [input]) {
      const features = input![1]!;
      const inner = heads * keyUnits;
      return 4 * features * inner + (useBias ? 3 * inner + features : 0);
    },
    macs({ heads, keyUnits }, [input]) {
      const [positions, features] = [input![0]!, input![1]!];
      return heads * keyUnits * positions * (4 * features + 2 * positions);
    },
    label: ({ heads, keyUnits, causal }) =>
      `attention, ${heads} head${heads > 1 ? 's' : ''} of ${keyUnits}${causal ? ', causal' : ''}`,
  },
  global_avg_pool1d: {
    ...UNARY,
    ...FREE,
    outputShape: (operation, inputs, path) => [sequenceOf(operation, inputs, path)[1]],
    label: () => 'global avg pool',
  },
};
