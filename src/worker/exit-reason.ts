/** How a child process ended. `killed` is our own doing; `signal` somebody else's. */
export type ExitKind = 'clean' | 'crash' | 'signal' | 'memory' | 'killed';

export interface ExitReason {
  readonly kind: ExitKind;
  /** A sentence's end that is true for a person: `ended with code 3: TypeError: x is not a function`. */
  readonly text: string;
}

const HEAP_LIMIT = /heap out of memory|allocation failed|FATAL ERROR: .*memory/i;

/**
 * Says why a process ended.
 *
 * @param killedBecause what we said when we killed it, if we did
 * @param stderr its last lines
 */
export function exitReason(
  code: number | null,
  signal: NodeJS.Signals | null,
  killedBecause: string | undefined,
  stderr: readonly string[],
): ExitReason {
  if (killedBecause !== undefined) return { kind: 'killed', text: killedBecause };
  if (stderr.some((line) => HEAP_LIMIT.test(line))) {
    return { kind: 'memory', text: 'ran out of memory (the JavaScript heap is full)' };
  }
  if (signal === 'SIGKILL') {
    return {
      kind: 'signal',
      text: 'was killed with SIGKILL, by a person or by the system for want of memory',
    };
  }
  if (signal !== null) return { kind: 'signal', text: withLine(`ended with ${signal}`, stderr) };
  if (code === 0) return { kind: 'clean', text: 'ended before its work was over' };
  return { kind: 'crash', text: withLine(`ended with code ${code ?? 'unknown'}`, stderr) };
}

function withLine(text: string, stderr: readonly string[]): string {
  const line = tellingLine(stderr);
  return line === undefined ? text : `${text}: ${line}`;
}

/** The line that names the error: Node prints it above the stack and its own version below. */
function tellingLine(stderr: readonly string[]): string | undefined {
  const lines = stderr.map((line) => line.trim()).filter((line) => line !== '');
  return (
    lines.findLast((line) => /^(Uncaught )?[A-Za-z]*(Error|Exception|Bug)\b.*:/.test(line)) ??
    lines.findLast((line) => !/^(at |Node\.js v|\^|throw |\}|node:)/.test(line))
  );
}
