import type { RunStatus } from '../../core/journal/run-state';
import type { RunLiveness } from '../../protocol/panel-protocol';

/**
 * What may be shown of a run: `live` needs a journal that is not ended and a
 * process that holds the lease. A journal that stops in the middle without an
 * owner is `interrupted`, whatever its last line says.
 */
export function livenessOf(status: RunStatus, held: boolean): RunLiveness {
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
