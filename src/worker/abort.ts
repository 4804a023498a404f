import type { AbortSignalLike } from '../core/search/ports';

/** What work that was cancelled rejects with; its name is what callers look at. */
export class AbortError extends Error {
  override readonly name = 'AbortError';

  constructor() {
    super('cancelled');
  }
}

/** Calls `listener` once when `signal` is aborted, also when it already is; returns what ends that. */
export function onAbort(signal: AbortSignalLike, listener: () => void): () => void {
  if (signal.aborted) {
    listener();
    return () => undefined;
  }
  signal.addEventListener('abort', listener);
  return () => {
    signal.removeEventListener('abort', listener);
  };
}

/** `work`'s result, or `AbortError` as soon as `signal` is aborted; the work itself goes on. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignalLike): Promise<T> {
  let off = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    off = onAbort(signal, () => {
      reject(new AbortError());
    });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    off();
  }
}
