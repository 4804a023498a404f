import * as path from 'node:path';

/**
 * Whether `child` is directly in `folder`; both as `keyOf` writes them.
 *
 * @param system the rules for paths: those of this machine, where `\` may part them
 */
export function liesIn(
  folder: string,
  child: string,
  system: Pick<path.PlatformPath, 'dirname'> = path,
): boolean {
  return system.dirname(child) === folder;
}
