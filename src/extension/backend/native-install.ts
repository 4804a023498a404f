import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { l10n } from 'vscode';
import { InputError } from '../../core/base/errors';
import type { BackendReport } from '../../protocol/run-protocol';
import { npmEnvironment } from './find-npm';
import type { Npm } from './find-npm';
import { runProgram } from './run-program';

/** The version that the product is tested with. */
export const NATIVE_VERSION = '4.22.0';

const PACKAGE = '@tensorflow/tfjs-node';
const DRAFT = 'native.partial-';

/** A draft that nobody has touched for so long was left by a process that was killed. */
const STALE_MS = 3_600_000;

export interface NativeInstall {
  readonly npm: Npm;
  /** Absolute; what is there is replaced once the new one has passed. */
  readonly folder: string;
  /** A server in place of the usual one, with a slash at the end; empty for that. */
  readonly mirror: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Starts the backend from a folder in a process of its own and tests its gradients. */
  readonly check: (folder: string) => Promise<BackendReport>;
  /** What it is at, in a few words. */
  readonly onStage: (stage: string) => void;
  readonly onLine: (line: string) => void;
}

export type InstallEnd =
  | { readonly kind: 'installed'; readonly version: string }
  | { readonly kind: 'cancelled' }
  /** @property download whether what failed was getting it, which a mirror may mend */
  | { readonly kind: 'failed'; readonly reason: string; readonly download: boolean };

/**
 * Installs tfjs-node with npm into a draft beside `folder`, tests it, and puts
 * it in the place of what was there: a folder is whole or absent.
 */
export async function installNative(options: NativeInstall): Promise<InstallEnd> {
  const { folder, signal, check, onStage } = options;
  const parent = path.dirname(folder);
  mkdirSync(parent, { recursive: true });
  removeStaleDrafts(parent);
  const draft = mkdtempSync(path.join(parent, DRAFT));
  try {
    const lines: string[] = [];
    const end = await runNpm(options, draft, lines);
    if (end.kind === 'aborted') return { kind: 'cancelled' };
    if (end.code !== 0) return { kind: 'failed', ...reasonIn(lines, end.code) };
    onStage(l10n.t('testing its gradients'));
    const report = await check(draft);
    if (signal.aborted) return { kind: 'cancelled' };
    if (!report.available) return { kind: 'failed', reason: report.reason, download: isDownload(lines) };
    replace(folder, draft);
    return { kind: 'installed', version: report.version };
  } finally {
    rmSync(draft, { recursive: true, force: true, maxRetries: 3 });
  }
}

function runNpm(
  { npm, mirror, env, signal, onStage, onLine }: NativeInstall,
  draft: string,
  lines: string[],
): ReturnType<typeof runProgram> {
  const manifest = {
    private: true,
    dependencies: { [PACKAGE]: NATIVE_VERSION },
    // Its install script fetches the TensorFlow library; newer versions of npm run none that is not named.
    allowScripts: { [PACKAGE]: true },
  };
  writeFileSync(path.join(draft, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  onStage(l10n.t('downloading packages'));
  return runProgram(npm.command, {
    args: ['install', '--no-audit', '--no-fund', '--no-package-lock', '--omit=dev', '--foreground-scripts'],
    cwd: draft,
    env: { ...npmEnvironment(npm, env), ...(mirror === '' ? {} : { TFJS_NODE_CDN_STORAGE: mirror }) },
    signal,
    onLine: (line) => {
      lines.push(line);
      onLine(line);
      if (/downloading libtensorflow/i.test(line)) onStage(l10n.t('downloading the TensorFlow library'));
      if (/building tensorflow/i.test(line)) onStage(l10n.t('fetching or building the addon'));
    },
  });
}

/** What was there goes only when the new one is in its place. */
function replace(folder: string, draft: string): void {
  const old = `${folder}.old`;
  rmSync(old, { recursive: true, force: true, maxRetries: 3 });
  const hasOld = statSync(folder, { throwIfNoEntry: false }) !== undefined;
  try {
    if (hasOld) renameSync(folder, old);
    renameSync(draft, folder);
  } catch (error) {
    if (hasOld && !statSync(folder, { throwIfNoEntry: false })) renameSync(old, folder);
    throw new InputError(
      folder,
      l10n.t(
        'the old installation could not be replaced ({0}): stop the searches that use it and try again',
        String(error),
      ),
    );
  }
  rmSync(old, { recursive: true, force: true, maxRetries: 3 });
}

function removeStaleDrafts(parent: string): void {
  for (const name of readdirSync(parent).filter((one) => one.startsWith(DRAFT))) {
    const draft = path.join(parent, name);
    const changed = statSync(draft, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (Date.now() - changed > STALE_MS) rmSync(draft, { recursive: true, force: true });
  }
}

const TROUBLE =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|E40[347])\b|certificate|while downloading|status code|socket hang up/i;

/** The line that says why, and whether it is about a server. */
function reasonIn(
  lines: readonly string[],
  code: number,
): { readonly reason: string; readonly download: boolean } {
  const said = lines
    .map((line) => line.replace(/^npm (error|ERR!|warn) ?/, '').trim())
    .filter((line) => line !== '' && !/^(at|code|command|path|node:)\b/i.test(line));
  const trouble = said.filter((line) => TROUBLE.test(line));
  // A stack repeats its first line in parts.
  const first = trouble.find((line) => /error/i.test(line)) ?? trouble[0];
  const reason = first ?? said.find((line) => /error/i.test(line)) ?? said.at(-1);
  return {
    reason: (reason ?? l10n.t('npm ended with exit code {0}', code)).replace(/^Error: /, '').slice(0, 200),
    download: first !== undefined,
  };
}

function isDownload(lines: readonly string[]): boolean {
  return lines.some((line) => TROUBLE.test(line));
}
