import { messageOf } from '../core/base/errors';
import type { EvaluateTrial } from '../protocol/evaluator-protocol';
import type { CheckpointPort } from '../tensor/checkpoint';
import { readCheckpoint, writeCheckpoint } from '../tensor/checkpoint-file';

/**
 * Keeps a trial's training in a file. A file that cannot be read or written
 * costs a word to `warn` and the time that it would have saved, never the trial.
 */
export function trialCheckpoint(
  trial: number,
  { file, everySeconds }: NonNullable<EvaluateTrial['checkpoint']>,
  log: (level: 'info' | 'warn', message: string) => void,
): CheckpointPort {
  return {
    everySeconds,
    async load() {
      try {
        const checkpoint = await readCheckpoint(file);
        if (checkpoint) log('info', `trial ${trial} was interrupted in epoch ${checkpoint.epoch} before`);
        return checkpoint;
      } catch (error) {
        log('warn', `trial ${trial} begins again, because its checkpoint is of no use: ${messageOf(error)}`);
        return undefined;
      }
    },
    async save(checkpoint) {
      try {
        await writeCheckpoint(file, checkpoint);
      } catch (error) {
        log('warn', `the training of trial ${trial} could not be written down: ${messageOf(error)}`);
      }
    },
  };
}
