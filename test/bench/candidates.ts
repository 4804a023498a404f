import { startEngines } from './engine-process';
import { engineCommands } from './engines';
import { median } from './median';
import { candidatesExperiment } from './product-experiments';
import { buildProduct, measured, runFromTerminal, searchMs } from './product-run';
import type { BenchOptions, Verdict } from './report';
import { atLeast, significant, table } from './report';

const IMAGES = 1024;
const PEERS = ['pytorch', 'keras'] as const;
/** How many times as fast as a peer. */
const TARGETS = { pytorch: 3, keras: 15 } as const;

/**
 * Twenty different cells of NAS-Bench-201, one epoch each: ours with two
 * evaluators from first ask to last result, peers with two threads from the
 * first model to the last loss (their imports do not count). The same cells in
 * every round, and a fresh process each time.
 */
export async function benchCandidates({ rounds, engines }: BenchOptions): Promise<Verdict[]> {
  buildProduct();
  const peers = PEERS.filter((name) => engines?.includes(name) ?? true);
  const ours: number[] = [];
  const theirs = { pytorch: [] as number[], keras: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    const run = await runFromTerminal(candidatesExperiment(round));
    ours.push(searchMs(run) / 1000);
    const trials = measured(run).length;
    const cells = run.events.flatMap((event) => (event.type === 'trial-asked' ? [event.architecture] : []));
    if (trials !== cells.length)
      throw new Error(`only ${trials} of the ${cells.length} candidates were measured`);
    for (const name of peers) {
      const [peer] = await startEngines(await engineCommands([name], 2));
      if (!peer) continue;
      theirs[name].push((await peer.ask('candidates', { cells, images: IMAGES })).seconds);
      await peer.close();
    }
  }

  const rows = [
    ['ours, two evaluators', ours] as const,
    ...peers.map((name) => [`${name}, two threads`, theirs[name]] as const),
  ];
  console.log(
    table(
      ['20 candidates', 'seconds', 'of each round'],
      rows.map(([title, all]) => [
        title,
        all.length === 0 ? 'absent' : significant(median(all)),
        all.map((seconds) => seconds.toFixed(1)).join(' '),
      ]),
    ),
  );
  return peers.map((name) => {
    const all = theirs[name];
    const ratio = all.length === 0 ? undefined : median(all) / median(ours);
    return atLeast(`twenty candidates: times as fast as ${name}`, ratio, TARGETS[name]);
  });
}
