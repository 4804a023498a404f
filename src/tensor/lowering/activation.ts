import type { OperationOf } from '../../core/graph/operation';
import { ACTIVATION_FUNCTIONS } from '../operations/elementwise';
import type { Lowering } from './lowering';
import { weightless } from './lowering';

export const activation: Lowering<OperationOf<'activation'>> = {
  ...weightless,
  forward: ({ activation: name }, [x]) => ACTIVATION_FUNCTIONS[name](x!),
};
