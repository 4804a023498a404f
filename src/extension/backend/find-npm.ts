import { accessSync, constants, statSync } from 'node:fs';
import * as path from 'node:path';

/** How npm is started, with the folder that holds it. */
export interface Npm {
  readonly command: string;
  readonly folder: string;
}

export interface Machine {
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  /** The program that runs this process: VS Code's own, or a Node. */
  readonly execPath: string;
}

/** npm beside the Node that runs this process, or on the PATH: VS Code brings a Node, but no npm. */
export function findNpm({ env, platform, execPath }: Machine): Npm | undefined {
  const name = platform === 'win32' ? 'npm.cmd' : 'npm';
  const folders = [path.dirname(execPath), ...pathFolders(env, platform)];
  const folder = folders.find((one) => isProgram(path.join(one, name)));
  return folder === undefined ? undefined : { command: path.join(folder, name), folder };
}

/** The environment in which npm finds the Node beside it. */
export function npmEnvironment({ folder }: Npm, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  return { ...env, [name]: [folder, env[name] ?? ''].join(path.delimiter) };
}

function pathFolders(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): readonly string[] {
  const [, value = ''] = Object.entries(env).find(([key]) => key.toUpperCase() === 'PATH') ?? [];
  const folders = value.split(platform === 'win32' ? ';' : ':').map((folder) => folder.replaceAll('"', ''));
  // A relative one would be of whatever folder is open.
  return folders.filter((folder) => path.isAbsolute(folder));
}

function isProgram(file: string): boolean {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return false;
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    // Another file of that name, which cannot be run.
    return false;
  }
}
