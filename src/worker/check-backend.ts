import { InputError, NasError } from '../core/base/errors';
import type { EvaluatorOffer, SearchSideOffer } from '../protocol/evaluator-protocol';
import type { BackendReport, CheckBackend } from '../protocol/run-protocol';
import { userCacheFolder } from './cache-folder';
import { OwnedChild } from './child-process';

/** Native TensorFlow takes seconds to load from a slow disk. */
const CHECK_TIMEOUT_MS = 60_000;
const END_GRACE_MS = 1_000;

/**
 * Whether a backend can be used on this machine: started, and its gradients
 * tested, in a process of its own, which a native library may take down.
 *
 * @param entry absolute path of the evaluator program
 */
export async function checkBackend(request: CheckBackend, entry: string): Promise<BackendReport> {
  const name = `the check of the backend ${request.backend}`;
  const child = new OwnedChild<SearchSideOffer, EvaluatorOffer>(
    { name, entry, readyTimeoutMs: CHECK_TIMEOUT_MS },
    { 'model/wanted': () => ({ wanted: false }) },
  );
  const timer = setTimeout(() => {
    void child.kill(`took longer than ${CHECK_TIMEOUT_MS / 1000} s`);
  }, CHECK_TIMEOUT_MS);
  try {
    await child.ready('evaluator/ready');
    const { version } = await child.peer.request('backend/check', {
      backend: request.backend,
      nativeBackendFolders: request.nativeBackendFolders ?? [],
      cacheFolder: request.cacheFolder ?? userCacheFolder(),
    });
    return { available: true, version };
  } catch (error) {
    if (!(error instanceof NasError)) throw error;
    return { available: false, reason: error instanceof InputError ? error.problem : error.message };
  } finally {
    clearTimeout(timer);
    await child.end(END_GRACE_MS);
  }
}
