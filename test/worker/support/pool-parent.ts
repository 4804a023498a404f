import { EvaluatorPool } from '../../../src/worker/evaluator-pool';
import { poolOptions, request } from './pool-options';

/** Owns an idle evaluator and one that hangs in trial 1, prints both process ids, and waits to be killed. */
const [, , entry, folder] = process.argv;
if (entry === undefined || folder === undefined) throw new Error('expected an entry and a folder');
const { signal } = new AbortController();

void (async () => {
  const pool = await EvaluatorPool.start(poolOptions(entry, folder, { size: 2 }));
  const hung = await new Promise<number>((resolve) => {
    void pool.run(request(1), (_, { pid }) => resolve(pid ?? 0), signal);
  });
  const { metrics } = await pool.run(request(0), () => undefined, signal);
  process.stdout.write(`${metrics['pid'] ?? 0} ${hung}\n`);
})();
