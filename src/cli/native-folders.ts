import path from 'node:path';
import { userCacheFolder } from '../worker/cache-folder';
import type { Terminal } from './terminal';

/** Folders whose `node_modules` may hold the native backend: the terminal's, and the one that `npm run native` fills. */
export function nativeFolders({ folder }: Pick<Terminal, 'folder'>): readonly string[] {
  return [folder, path.join(userCacheFolder(), 'tensorflow')];
}
