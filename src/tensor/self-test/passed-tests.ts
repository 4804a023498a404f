import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import * as z from 'zod';

import { messageOf } from '../../core/base/errors';
import type { Backend } from '../backend';
import type { PassedTests } from './self-test';

const FILE = 'self-tests.json';

/** Environments that are remembered, the newest: old versions go. */
const MOST_ENVIRONMENTS = 12;

/** Hashes of what has passed, by hash of where. */
const fileSchema = z.record(z.string(), z.array(z.string()));

type Passed = z.output<typeof fileSchema>;

export interface PassedTestsOptions {
  readonly backend: Backend;
  /** Version of this product. */
  readonly product: string;
  /** Absolute; made when it is not there. */
  readonly cacheFolder: string;
  /** Told when something cannot be remembered. */
  readonly warn: (message: string) => void;
}

/**
 * What has passed on this backend, versions, processor and Node, kept in a file
 * of the cache folder. Processes that write at once may forget each other's,
 * which costs a test and nothing else.
 */
export function passedTests({ backend, product, cacheFolder, warn }: PassedTestsOptions): PassedTests {
  const file = path.join(cacheFolder, FILE);
  const environment = hashed(environmentOf(backend, product));
  const known = new Set<string>();
  try {
    for (const key of readPassed(file)[environment] ?? []) known.add(key);
  } catch (error) {
    warn(`self-tests that passed before cannot be read, and will run again: ${messageOf(error)}`);
  }
  return {
    has: (key) => known.has(hashed(key)),
    add(keys) {
      for (const key of keys) known.add(hashed(key));
      try {
        remember(file, environment, known);
      } catch (error) {
        warn(`self-tests that passed cannot be remembered, and will run again: ${messageOf(error)}`);
      }
    },
  };
}

/** Everything that a changed result could come from. */
function environmentOf({ name, version }: Backend, product: string): string {
  const [major] = process.versions.node.split('.');
  return [name, version, product, cpus()[0]?.model ?? 'unknown', process.arch, `node ${major}`].join('\n');
}

function remember(file: string, environment: string, known: ReadonlySet<string>): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const { [environment]: others = [], ...rest } = readPassed(file);
  const kept = Object.entries(rest).slice(1 - MOST_ENVIRONMENTS);
  const all: Passed = Object.fromEntries([
    ...kept,
    [environment, [...new Set([...others, ...known])].sort()],
  ]);
  // Never half a file, whoever reads it meanwhile.
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(all)}\n`);
  renameSync(draft, file);
}

/** A file that is missing or not ours remembers nothing: everything is tested again, and the file is replaced. */
function readPassed(file: string): Passed {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
  try {
    const read = fileSchema.safeParse(JSON.parse(text));
    return read.success ? read.data : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function hashed(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}
