import { messageOf } from '../core/base/errors';
import type { TrialCheckpoint } from '../protocol/evaluator-protocol';
import type { Checkpoint, CheckpointPort } from '../tensor/checkpoint';
import { readCheckpoint, writeCheckpoint } from '../tensor/checkpoint-file';

/**
 * Keeps a trial's training in a file, and takes up that of the trial that it continues. A file that is not there,
 * cannot be read or written, or is of another training costs a word to `log` and the time that it would have
 * saved, never the trial: training begins again with the first epoch.
 */
export function trialCheckpoint(
  trial: number,
  { file, everySeconds, from, atEnd }: TrialCheckpoint,
  log: (level: 'info' | 'warn', message: string) => void,
): CheckpointPort {
  const startsAnew = (because: string): void =>
    log('warn', `trial ${trial} begins again, because ${because}`);

  async function read(path: string, whose: string): Promise<Checkpoint | undefined | 'of no use'> {
    try {
      return await readCheckpoint(path);
    } catch (error) {
      startsAnew(`${whose} is of no use: ${messageOf(error)}`);
      return 'of no use';
    }
  }

  return {
    everySeconds: everySeconds ?? Infinity,
    atEnd,
    async load() {
      const own = await read(file, 'its checkpoint');
      if (own !== undefined && own !== 'of no use') {
        log('info', `trial ${trial} was interrupted in epoch ${own.epoch} before`);
        return own;
      }
      if (!from) return undefined;
      const before = await read(from.file, `the checkpoint of trial ${from.trial}`);
      if (before === undefined) startsAnew(`trial ${from.trial} left no checkpoint`);
      return before === 'of no use' ? undefined : before;
    },
    refused() {
      startsAnew('its checkpoint is of another training');
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
