import { messageOf } from '../base/errors';

/** One thing that must work. */
export interface Check {
  /** What works when it passes: `A search process starts and answers`. */
  readonly title: string;
  /** What a person can do when it does not. */
  readonly advice: string;
  /** The product works without it, less well. */
  readonly optional?: boolean;
  /** What was found, in a few words. Rejects with the reason when it does not work. */
  run(): Promise<string>;
}

export interface CheckResult {
  readonly title: string;
  /** `missing` of what is optional; `skipped` of what nobody wanted to wait for. */
  readonly status: 'passed' | 'failed' | 'missing' | 'skipped';
  /** What was found, or why it does not work. */
  readonly found: string;
  /** What to do; empty where there is nothing to do. */
  readonly advice: string;
  readonly tookMs: number;
}

export interface CheckHost {
  /** Milliseconds, from any beginning. */
  now(): number;
  isCancelled(): boolean;
  /** Told before each check. */
  begins(title: string, position: number): void;
}

/** Runs checks one after the other, all of them, whatever becomes of each. Never rejects. */
export async function runChecks(checks: readonly Check[], host: CheckHost): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const [position, check] of checks.entries()) {
    if (host.isCancelled()) {
      results.push({ title: check.title, status: 'skipped', found: 'cancelled', advice: '', tookMs: 0 });
      continue;
    }
    host.begins(check.title, position);
    const begin = host.now();
    const outcome = await outcomeOf(check);
    const isCut = outcome.status === 'failed' && host.isCancelled();
    results.push({
      title: check.title,
      ...(isCut ? { status: 'skipped', found: 'cancelled', advice: '' } : outcome),
      tookMs: host.now() - begin,
    });
  }
  return results;
}

async function outcomeOf(check: Check): Promise<Pick<CheckResult, 'status' | 'found' | 'advice'>> {
  try {
    return { status: 'passed', found: await check.run(), advice: '' };
  } catch (error) {
    const status = check.optional === true ? 'missing' : 'failed';
    return { status, found: messageOf(error), advice: check.advice };
  }
}
