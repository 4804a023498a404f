import type { Rng } from '../base/random';
import { binColumns, growTree } from './random-forest-tree';
import type { RegressionTree, TreeOptions } from './random-forest-tree';
import { consensus } from './regressor';
import type { Forecast, Regressor } from './regressor';

export interface RandomForestOptions extends TreeOptions {
  readonly nTrees: number;
}

/**
 * 116 trees on all observations, 17 % of the columns tried at each split, leaves of two and more: the numbers that NASLib's
 * search found for predicting architectures (White et al., "How Powerful are Performance Predictors in Neural Architecture Search?", NeurIPS 2021).
 */
export const DEFAULT_FOREST: RandomForestOptions = {
  nTrees: 116,
  columnShare: 0.17,
  minLeaf: 2,
  minSplit: 2,
};

/**
 * A random forest: the mean of trees that see random columns at each split.
 *
 * Breiman, Machine Learning 45, 2001, without bootstrap. The spread is that of the trees. Columns are sorted once; a
 * node counts over their distinct values, so that splitting takes no sorting: 200 observations of 84 columns take about 10 ms.
 */
export function randomForest(options: RandomForestOptions = DEFAULT_FOREST): Regressor {
  let trees: RegressionTree[] = [];

  return {
    fit(inputs: readonly Float64Array[], targets: Float64Array, rng: Rng): void {
      const columns = binColumns(inputs);
      trees = Array.from({ length: options.nTrees }, (_, i) =>
        growTree(columns, targets, options, rng.fork(`tree-${i}`)),
      );
    },
    predict(inputs): Forecast {
      return consensus(trees.map((tree) => Float64Array.from(inputs, (input) => tree.predict(input))));
    },
  };
}
