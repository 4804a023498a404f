import type { Problem } from '../../core/experiment/experiment';

/** What the text tells and what a closer look has found, each mistake once, in the order of the text. */
export function withFindings(own: readonly Problem[], found: readonly Problem[]): Problem[] {
  const fresh = found.filter(
    ({ code, path }) => !own.some((problem) => problem.code === code && problem.path === path),
  );
  return [...own, ...fresh].sort((a, b) => a.offset - b.offset);
}
