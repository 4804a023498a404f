import { startEngines } from './engine-process';
import type { EngineProcess } from './engine-process';
import { engineCommands } from './engines';
import { median } from './median';
import { NETWORK_NAMES, NETWORKS } from './networks';
import type { NetworkName } from './networks';
import type { EngineName } from './questions';
import type { BenchOptions, Verdict } from './report';
import { atLeast, atMost, significant, table } from './report';

const ENGINES: readonly EngineName[] = ['plan', 'wasm', 'tensorflow', 'tfjs-node', 'pytorch', 'keras'];

/** How many times as fast as a peer the plan must be. */
const TARGETS: Partial<Record<NetworkName, Partial<Record<EngineName, number>>>> = {
  'nas-bench-201': { pytorch: 1.5, 'tfjs-node': 3 },
  depthwise: { pytorch: 1.5, 'tfjs-node': 3 },
  transformer: { pytorch: 0.9, 'tfjs-node': 1.3 },
  mlp: { pytorch: 0.6, 'tfjs-node': 1 },
};

const FIRST_STEP_MS = 30;

/** What a process does before, so that its first step of a network is not its first of all. */
const WARM_UP: Record<NetworkName, NetworkName> = {
  'nas-bench-201': 'pooling',
  mlp: 'nas-bench-201',
  transformer: 'mlp',
  depthwise: 'nas-bench-201',
  pooling: 'nas-bench-201',
};

interface Measured {
  readonly name: EngineName;
  readonly params: number;
  readonly itemsPerSecond: number;
  readonly cpuMs: number;
  readonly firstStepMs: number;
}

/**
 * Items a second of steady training, and milliseconds from an architecture to
 * the end of its first step, of every network on every engine. An engine has a
 * fresh process for each network; processes take turns, and medians are over rounds.
 */
export async function benchThroughput(options: BenchOptions): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  const names = ENGINES.filter((name) => options.engines?.includes(name) ?? true);
  for (const network of NETWORK_NAMES) {
    const engines = await startEngines(await engineCommands(names));
    try {
      const measured = await measure(engines, network, options);
      verdicts.push(...judge(network, measured));
    } finally {
      await Promise.all(engines.map((engine) => engine.close()));
    }
  }
  return verdicts;
}

async function measure(
  engines: readonly EngineProcess[],
  network: NetworkName,
  { rounds, seconds }: BenchOptions,
): Promise<Measured[]> {
  const params: number[] = [];
  for (const engine of engines) {
    await engine.ask('warm', { network: WARM_UP[network] });
    params.push((await engine.ask('open', { network })).params);
  }
  const stepMs = engines.map((): number[] => []);
  const cpuMs = engines.map((): number[] => []);
  const firstMs = engines.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, engine] of engines.entries()) {
      // Other outputs each time, so that it is another architecture.
      firstMs[i]!.push((await engine.ask('first', { network, outputs: 11 + round })).ms);
      const steady = await engine.ask('steady', { seconds });
      stepMs[i]!.push(steady.stepMs);
      cpuMs[i]!.push(steady.cpuMs);
    }
  }
  return engines.map(({ name }, i) => ({
    name,
    params: params[i]!,
    itemsPerSecond: (1000 * NETWORKS[network].batch) / median(stepMs[i]!),
    cpuMs: median(cpuMs[i]!),
    firstStepMs: median(firstMs[i]!),
  }));
}

function judge(network: NetworkName, measured: readonly Measured[]): Verdict[] {
  const { title, items, batch } = NETWORKS[network];
  const plan = measured.find(({ name }) => name === 'plan');
  const ratioTo = (name: EngineName): number | undefined => {
    const other = measured.find((one) => one.name === name);
    return plan && other && plan.itemsPerSecond / other.itemsPerSecond;
  };

  console.log(`\n${title}, batch ${batch}`);
  console.log(
    table(
      [
        'engine',
        'parameters',
        `${items}/s`,
        'ms a step',
        'of CPU',
        'first step, ms',
        'plan is faster by',
        'by CPU',
        'target',
      ],
      measured.map(({ name, params, itemsPerSecond, cpuMs, firstStepMs }) => [
        name,
        `${params}`,
        significant(itemsPerSecond),
        significant((1000 * batch) / itemsPerSecond),
        significant(cpuMs),
        significant(firstStepMs),
        ratioTo(name)?.toFixed(2) ?? '',
        plan ? (cpuMs / plan.cpuMs).toFixed(2) : '',
        `${TARGETS[network]?.[name] ?? ''}`,
      ]),
    ),
  );

  const counts = new Set(measured.map(({ params }) => params));
  return [
    {
      claim: `${network}: parameters are as many on every engine`,
      measured: [...counts].join(' and '),
      holds: counts.size === 1,
    },
    ...Object.entries(TARGETS[network] ?? {}).map(([name, target]) =>
      atLeast(`${network}: plan / ${name}`, ratioTo(name as EngineName), target),
    ),
    atMost(
      `${network}: from architecture to the end of the first step on plan`,
      plan?.firstStepMs,
      FIRST_STEP_MS,
      ' ms',
    ),
  ];
}
