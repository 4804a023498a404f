import type { Verdict } from '../report';
import type { Result } from './run-contenders';
import { standingAt, standingText } from './standing';

/** Whether `auto` is the best of ours, or within one standard error (of the difference of the means) of the best, wherever both were measured. */
export function autoIsBest(where: string, results: readonly Result[], at: readonly number[]): Verdict[] {
  const auto = results.find(({ contender }) => contender.title === 'auto');
  if (!auto || results.length < 2) return [];
  return at.flatMap((n) => {
    const own = standingAt(auto.curves, n);
    const rivals = results.flatMap(({ contender, curves }) => {
      const standing = contender.options.kind === 'auto' ? undefined : standingAt(curves, n);
      return standing ? [{ title: contender.title, standing }] : [];
    });
    if (!own || rivals.length === 0) return [];
    const best = rivals.reduce((a, b) => (b.standing.mean > a.standing.mean ? b : a));
    const error = Math.hypot(own.standardError, best.standing.standardError);
    return [
      {
        claim: `${where}: auto is the best of ours at ${n}, or within one standard error`,
        measured: `${standingText(own)} against ${standingText(best.standing)} of ${best.title}`,
        holds: own.mean >= best.standing.mean - error,
      },
    ];
  });
}
