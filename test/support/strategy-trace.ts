/** Prints, as JSON, the first 40 proposals of every strategy on every space under seed 3. */
import { STRATEGY_CASES } from './strategy-cases/all';
import { SPACE_CASES, tracesOf } from './strategy-runs';

console.log(JSON.stringify(tracesOf(STRATEGY_CASES, SPACE_CASES)));
