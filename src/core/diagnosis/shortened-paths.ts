/** A folder that has a name of its own. */
export interface KnownFolder {
  /** Absolute. */
  readonly path: string;
  /** `<workspace>`, `~`. */
  readonly name: string;
}

/** Absolute paths of two parts or more, of POSIX and of Windows; addresses of the web are none. */
const PATH = /(?<![\w/:.>~-])(?:[A-Za-z]:)?[\\/](?:[^\s\\/:*?"'<>|()]+[\\/])+[^\s\\/:*?"'<>|()]*/g;

/**
 * `text` without where things lie: known folders by their names (the longest
 * first), and of any other absolute path its last part.
 */
export function shortenedPaths(text: string, folders: readonly KnownFolder[]): string {
  const longestFirst = folders
    .filter(({ path }) => path.length > 1)
    .sort((a, b) => b.path.length - a.path.length);
  const named = longestFirst.reduce(
    (short, { path, name }) => short.replaceAll(path, name).replaceAll(path.replaceAll('\\', '/'), name),
    text,
  );
  return named.replace(PATH, (path) => `…/${path.split(/[\\/]/).findLast((part) => part !== '') ?? ''}`);
}
