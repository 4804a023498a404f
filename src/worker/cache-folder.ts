import { homedir } from 'node:os';
import path from 'node:path';

/** Where the product keeps what can be made again, by the custom of each system; `NAS_WORKBENCH_CACHE` moves it. */
export function userCacheFolder(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  return env['NAS_WORKBENCH_CACHE'] ?? path.join(cacheOfSystem(env, platform), 'nas-workbench');
}

function cacheOfSystem(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (env['XDG_CACHE_HOME'] !== undefined) return env['XDG_CACHE_HOME'];
  if (platform === 'win32') return env['LOCALAPPDATA'] ?? path.join(homedir(), 'AppData', 'Local');
  if (platform === 'darwin') return path.join(homedir(), 'Library', 'Caches');
  return path.join(homedir(), '.cache');
}
