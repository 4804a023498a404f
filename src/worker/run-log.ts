import { appendFileSync } from 'node:fs';
import { messageOf } from '../core/base/errors';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export type Log = (level: LogLevel, message: string) => void;

/**
 * A log that writes to `file` and passes everything on to `listener`. A line
 * that cannot be written is passed on all the same, with the reason once: a full
 * disk is the journal's business and must not end a run for want of a log line.
 */
export function openLog(file: string, listener: Log): Log {
  let complained = false;
  return (level, message) => {
    try {
      appendFileSync(file, `${new Date().toISOString()} ${level} ${message}\n`);
    } catch (error) {
      if (!complained) listener('warn', `the log cannot be written: ${messageOf(error)}`);
      complained = true;
    }
    listener(level, message);
  };
}
