import { existsSync } from 'node:fs';
import path from 'node:path';

/** `media` as seen from `dist/` in the packaged program, or from this file in the source tree. */
export function defaultMediaFolder(): string {
  const packaged = path.join(__dirname, '../media');
  return existsSync(packaged) ? packaged : path.join(__dirname, '../../media');
}
