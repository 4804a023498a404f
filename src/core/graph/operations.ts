import { expected, InputError } from '../base/errors';
import { requireBetween, requirePositive, requireShape, shapeText, sizeOf } from './field-checks';
import { IMAGE_OPERATIONS } from './image-operations';
import { ACTIVATIONS, type Operation, type OperationKind, type Shape } from './operation';
import { FREE, UNARY } from './operation-spec';
import type { OperationSpec, OperationSpecs } from './operation-spec';
import { SEQUENCE_OPERATIONS } from './sequence-operations';

/** Every kind of operation; a new kind does not compile before it is here. */
export const OPERATIONS: OperationSpecs<OperationKind> = {
  input: {
    ...FREE,
    arity: 'none',
    ordered: true,
    outputShape(operation, _, path) {
      requireShape(operation.shape, `${path}.shape`);
      return operation.shape;
    },
    label: ({ shape }) => `input ${shapeText(shape)}`,
  },
  ...IMAGE_OPERATIONS,
  ...SEQUENCE_OPERATIONS,
  dense: {
    ...UNARY,
    outputShape({ units }, [input], path) {
      requirePositive(units, `${path}.units`);
      if (input!.length > 2)
        throw new InputError(
          path,
          `dense takes a vector [features] or a sequence [positions, features], but its input is ${shapeText(input!)}; put flatten or a global pooling before it`,
        );
      return [...input!.slice(0, -1), units];
    },
    paramCount: ({ units, useBias }, [input]) => (input!.at(-1)! + (useBias ? 1 : 0)) * units,
    macs: ({ units }, [input]) => sizeOf(input!) * units,
    label: ({ units }) => `dense ${units}`,
  },
  batch_norm: {
    ...UNARY,
    outputShape({ epsilon, momentum }, [input], path) {
      requireEpsilon(epsilon, path);
      requireBetween(momentum, 0, 1, `${path}.momentum`);
      return input!;
    },
    paramCount: (_, [input]) => 2 * input!.at(-1)!,
    macs: () => 0,
    label: () => 'batch norm',
  },
  layer_norm: {
    ...UNARY,
    outputShape({ epsilon }, [input], path) {
      requireEpsilon(epsilon, path);
      return input!;
    },
    paramCount: (_, [input]) => 2 * input!.at(-1)!,
    macs: () => 0,
    label: () => 'layer norm',
  },
  activation: {
    ...UNARY,
    ...FREE,
    outputShape({ activation }, [input], path) {
      if (!ACTIVATIONS.includes(activation))
        throw expected(`${path}.activation`, `one of ${ACTIVATIONS.join(', ')}`, activation);
      return input!;
    },
    label: ({ activation }) => activation.replaceAll('_', ' '),
  },
  dropout: {
    ...UNARY,
    ...FREE,
    outputShape({ rate }, [input], path) {
      requireBetween(rate, 0, 1, `${path}.rate`);
      return input!;
    },
    label: ({ rate }) => `dropout ${rate}`,
  },
  drop_path: {
    ...UNARY,
    ...FREE,
    outputShape({ rate }, [input], path) {
      requireBetween(rate, 0, 1, `${path}.rate`);
      return input!;
    },
    label: ({ rate }) => `drop path ${rate}`,
  },
  add: {
    ...FREE,
    arity: 'many',
    ordered: false,
    outputShape(_, inputs, path) {
      const odd = inputs.find((shape) => shapeText(shape) !== shapeText(inputs[0]!));
      if (odd)
        throw new InputError(
          path,
          `add takes inputs of one shape, but got ${inputs.map(shapeText).join(' and ')}`,
        );
      return inputs[0]!;
    },
    label: () => 'add',
  },
  concat: {
    ...FREE,
    arity: 'many',
    ordered: true,
    outputShape(_, inputs, path) {
      const leading = (shape: Shape): string => shapeText(shape.slice(0, -1));
      const odd = inputs.find(
        (shape) => shape.length !== inputs[0]!.length || leading(shape) !== leading(inputs[0]!),
      );
      if (odd)
        throw new InputError(
          path,
          `concat takes inputs that differ in the last size only, but got ${inputs.map(shapeText).join(' and ')}`,
        );
      return [...inputs[0]!.slice(0, -1), inputs.reduce((sum, shape) => sum + shape.at(-1)!, 0)];
    },
    label: () => 'concat',
  },
  flatten: { ...UNARY, ...FREE, outputShape: (_, [input]) => [sizeOf(input!)], label: () => 'flatten' },
  reshape: {
    ...UNARY,
    ...FREE,
    outputShape({ shape }, [input], path) {
      requireShape(shape, `${path}.shape`);
      if (sizeOf(shape) !== sizeOf(input!))
        throw expected(`${path}.shape`, `${sizeOf(input!)} numbers as in ${shapeText(input!)}`, shape);
      return shape;
    },
    label: ({ shape }) => `reshape ${shapeText(shape)}`,
  },
  identity: { ...UNARY, ...FREE, outputShape: (_, [input]) => input!, label: () => 'identity' },
  zero: { ...UNARY, ...FREE, outputShape: (_, [input]) => input!, label: () => 'zero' },
};

/** The registry's entry for an operation whose kind is not known at compile time. */
export function specOf(operation: Operation): OperationSpec<Operation> {
  return OPERATIONS[operation.kind];
}

/** A few words for a picture's node: `conv 3x3, 16`. */
export function operationLabel(operation: Operation): string {
  return specOf(operation).label(operation);
}

function requireEpsilon(epsilon: number, path: string): void {
  if (!(epsilon > 0 && epsilon < 1)) throw expected(`${path}.epsilon`, 'a number between 0 and 1', epsilon);
}
