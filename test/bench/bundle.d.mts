/** Bundles a TypeScript program into one file under `.cache/bench`; gives its path. */
export function bundle(entry: string): Promise<string>;
