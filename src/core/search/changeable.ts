import { InputError } from '../base/errors';
import type { SearchStatus } from './search-types';

/**
 * Throws `InputError` where a person cannot change a run.
 *
 * @param nHeld lines that wait for the disk
 * @param instead what to do once the run has ended
 */
export function requireChangeable(kind: SearchStatus['kind'], nHeld: number, instead: string): void {
  if (kind === 'new') throw new InputError('', 'the run has not begun yet');
  if (kind === 'ended') throw new InputError('', `the run has ended: ${instead}`);
  if (nHeld > 0) {
    const message = 'the journal cannot be written now: free some space on the disk, then continue the run';
    throw new InputError('', message);
  }
}
