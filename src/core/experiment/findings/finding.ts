import { show } from '../../base/errors';
import type { PathStep } from '../../base/issues';
import type { Finding } from '../diagnose';

/** A finding at a value, in the house's one sentence. */
export function finding(
  severity: Finding['severity'],
  code: Finding['code'],
  path: readonly PathStep[],
  what: string,
  got: unknown,
  more: Partial<Pick<Finding, 'at' | 'choices' | 'mend' | 'swap' | 'removes' | 'removable'>> = {},
): Finding {
  const problem = `expected ${what}, but got ${show(got)}`;
  return { severity, code, path, problem, at: 'value', choices: [], removable: false, ...more };
}
