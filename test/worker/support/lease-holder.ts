import { acquireLease } from '../../../src/worker/lease';

/** Takes the lease of the folder that it is given, says so on standard output, and holds it until it is killed. */
const [, , folder] = process.argv;
if (folder === undefined) throw new Error('expected a folder');
try {
  acquireLease(folder);
  process.stdout.write('held\n');
  setInterval(() => undefined, 1_000);
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.name : 'unknown'}\n`);
}
