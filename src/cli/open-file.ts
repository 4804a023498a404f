import { spawn } from 'node:child_process';

/** The program with which this system shows a file as a double click would, and its arguments. */
export function openerOf(platform: NodeJS.Platform, file: string): readonly [string, ...string[]] {
  switch (platform) {
    case 'darwin':
      return ['open', file];
    case 'win32':
      return ['explorer.exe', file];
    default:
      return ['xdg-open', file];
  }
}

/** Shows the file in the program that the system has for it, and does not wait. */
export function openFile(file: string, failed: (problem: string) => void): void {
  const [program, ...args] = openerOf(process.platform, file);
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  child.on('error', () => failed(`${program} cannot be started: open ${file} yourself`));
  child.unref();
}
