import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Counts how far a plain loop comes in a second. */
const LOOP = `
  let x = 0, n = 0;
  for (const end = Date.now() + 1000; Date.now() < end; n++) for (let i = 0; i < 1e5; i++) x += Math.sqrt(x * i + 1);
  console.log(n);`;

/**
 * How much more two processes get done than one on this machine just now: 2 when
 * two cores are free, less when others work or two cores are threads of one. No
 * pair of evaluators can do better.
 */
export async function machineScaling(): Promise<number> {
  const one = await loop();
  const two = await Promise.all([loop(), loop()]);
  return (two[0] + two[1]) / one;
}

async function loop(): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', LOOP]);
  return Number(stdout);
}
