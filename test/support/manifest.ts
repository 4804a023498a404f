import { readFileSync } from 'node:fs';

/** `%key%` instead of words: `package.nls.json` has them, and a translation may have others. */
const KEY = /^%(.+)%$/;

export const words = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Readonly<Record<string, string>>;

/** `package.json` as it is written. */
export const writtenManifest: unknown = JSON.parse(readFileSync('package.json', 'utf8'));

/** `package.json` as VS Code reads it in English. Throws for a key without words. */
export function manifestInEnglish(): unknown {
  return mapTexts(writtenManifest, (text) => {
    const key = KEY.exec(text)?.[1];
    if (key === undefined) return text;
    const found = words[key];
    if (found === undefined) throw new Error(`package.nls.json lacks ${key}`);
    return found;
  });
}

/** Every key that `package.json` uses. */
export function usedKeys(): Set<string> {
  const used = new Set<string>();
  mapTexts(writtenManifest, (text) => {
    const key = KEY.exec(text)?.[1];
    if (key !== undefined) used.add(key);
    return text;
  });
  return used;
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)]));
}
