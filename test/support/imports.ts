import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export const ROOT = path.resolve(import.meta.dirname, '../..');

/** A source file by its path from the root, with `/`. */
export interface SourceModule {
  readonly file: string;
  /** Files of this repository that it imports, types included. */
  readonly files: readonly string[];
  /** Those whose code it needs when it is loaded. */
  readonly codeFiles: readonly string[];
  /** Packages by name, `node` for all of Node's modules. */
  readonly packages: readonly string[];
}

/** Every TypeScript file below `src` and `webview` with what it imports. */
export function sourceModules(): SourceModule[] {
  return ['src', 'webview'].flatMap((top) =>
    readdirSync(path.join(ROOT, top), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readModule(`${top}/${name.split(path.sep).join('/')}`))
      .sort((a, b) => (a.file < b.file ? -1 : 1)),
  );
}

function readModule(file: string): SourceModule {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  const names = ts.preProcessFile(text).importedFiles.map((entry) => entry.fileName);
  const types = typeImports(file, text);
  const own = names.filter((name) => name.startsWith('.'));
  return {
    file,
    files: own.map((name) => resolve(file, name)),
    codeFiles: own.filter((name) => !types.has(name)).map((name) => resolve(file, name)),
    packages: [...new Set(names.filter((name) => !name.startsWith('.')).map(packageOf))],
  };
}

/** What is imported with `import type` only. */
function typeImports(file: string, text: string): Set<string> {
  const types = new Set<string>();
  const code = new Set<string>();
  for (const statement of ts.createSourceFile(file, text, ts.ScriptTarget.ES2022).statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const isType = statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
    (isType ? types : code).add(statement.moduleSpecifier.text);
  }
  return new Set([...types].filter((name) => !code.has(name)));
}

function resolve(from: string, name: string): string {
  const target = path.posix.join(path.posix.dirname(from), name);
  return existsSync(path.join(ROOT, `${target}.ts`)) ? `${target}.ts` : target;
}

function packageOf(name: string): string {
  if (name.startsWith('node:')) return 'node';
  return name.split('/', name.startsWith('@') ? 2 : 1).join('/');
}

/** The first circle of imports, as the files along it, or nothing. Types are left out: they need no order of loading. */
export function findCircle(modules: readonly SourceModule[]): readonly string[] | undefined {
  const byFile = new Map(modules.map((module) => [module.file, module]));
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): readonly string[] | undefined => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const next of byFile.get(file)?.codeFiles ?? []) {
      const circle = visit(next, [...trail, file]);
      if (circle !== undefined) return circle;
    }
    done.add(file);
    return undefined;
  };
  for (const { file } of modules) {
    const circle = visit(file, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}
