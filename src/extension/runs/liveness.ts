import type { RunState } from '../../core/journal/run-state';
import type { RunLiveness } from '../../protocol/panel-protocol';

/**
 * What may be shown of a run: `live` needs a journal that is not ended and a
 * process that holds the lease. A journal that stops in the middle without an
 * owner is `interrupted`, whatever its last line says. Candidates are retrained
 * by a process that holds the lease, whatever became of the search before.
 */
export function livenessOf(
  { status, retraining }: Pick<RunState, 'status' | 'retraining'>,
  held: boolean,
): RunLiveness {
  if (retraining && held) return 'retraining';
  switch (status.kind) {
    case 'ended':
      return 'idle';
    case 'paused':
      return held ? 'live' : 'idle';
    case 'empty':
    case 'running':
      return held ? 'live' : 'interrupted';
  }
}
