/** Prints, as JSON, the first 40 proposals of every strategy on every space under seed 3. */
import { SPACE_CASES, STRATEGY_CASES, tracesOf } from './strategy-runs';

console.log(JSON.stringify(tracesOf(STRATEGY_CASES, SPACE_CASES)));
