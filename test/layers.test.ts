import { describe, expect, it } from 'vitest';
import { findCircle, sourceModules } from './support/imports';
import { LAYERS } from './support/layers';

/** `src/core/graph` for everything below it, else `src/worker` or `webview/shared`. */
function layerOf(file: string): string {
  const depth = file.startsWith('src/core/') ? 3 : 2;
  return file
    .split('/')
    .slice(0, Math.min(depth, file.split('/').length - 1))
    .join('/');
}

const modules = sourceModules();

describe('layers', () => {
  it('has every folder in the table', () => {
    const folders = [...new Set(modules.map(({ file }) => layerOf(file)))];
    expect(folders.filter((folder) => !(folder in LAYERS))).toEqual([]);
  });

  it.each(Object.keys(LAYERS))('%s imports only what the table allows', (folder) => {
    const layer = LAYERS[folder]!;
    const wrong = modules
      .filter(({ file }) => layerOf(file) === folder)
      .flatMap(({ file, files, packages }) => [
        ...files
          .filter((target) => layerOf(target) !== folder && !layer.folders.includes(layerOf(target)))
          .map((target) => `${file} imports ${target}`),
        ...packages.filter((name) => !layer.packages.includes(name)).map((name) => `${file} imports ${name}`),
      ]);
    expect(wrong).toEqual([]);
  });

  it('has no imports in a circle', () => {
    expect(findCircle(modules)).toBeUndefined();
  });
});

describe('findCircle', () => {
  it('names the files along the circle', () => {
    const module = (file: string, ...files: string[]) => ({
      file,
      files,
      codeFiles: files,
      packages: [],
    });
    expect(findCircle([module('a', 'b'), module('b', 'c', 'd'), module('c'), module('d', 'b')])).toEqual([
      'b',
      'd',
      'b',
    ]);
    expect(findCircle([module('a', 'b', 'c'), module('b', 'c'), module('c')])).toBeUndefined();
  });
});
