import { cpSync, existsSync, mkdirSync } from 'node:fs';

/** Copies the sample experiments that ship with the extension into a folder. */
export function copySamples(folder: string): void {
  mkdirSync(folder, { recursive: true });
  if (existsSync('media/samples')) cpSync('media/samples', folder, { recursive: true, force: false });
}
