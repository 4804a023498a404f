import path from 'node:path';
import { userCacheFolder } from '../worker/cache-folder';
import type { Terminal } from './terminal';

/** Folders whose `node_modules` may hold the native backend: the terminal's, this program's, and the one that `npm run native` fills. */
export function nativeFolders({
  folder,
  evaluatorEntry,
}: Pick<Terminal, 'folder' | 'evaluatorEntry'>): readonly string[] {
  return [folder, path.dirname(evaluatorEntry), path.join(userCacheFolder(), 'tensorflow')];
}
