import { bundle } from './bundle.mjs';
import type { EngineCommand } from './engine-process';
import { peerEnvironment, peerScript, peersPython } from './python-home';
import type { EngineName } from './questions';

const PEERS = { pytorch: 'torch_engine.py', keras: 'keras_engine.py' } as const;

/** How to start these engines; peers are left out where there is no Python for them. Our own have one thread. */
export async function engineCommands(names: readonly EngineName[], threads = 1): Promise<EngineCommand[]> {
  const program = await bundle('test/bench/node-engine.ts');
  return names.flatMap((name): EngineCommand[] => {
    if (name !== 'pytorch' && name !== 'keras')
      return [{ name, program: process.execPath, args: [program, name] }];
    const python = peersPython();
    if (python === undefined) return [];
    return [{ name, program: python, args: [peerScript(PEERS[name])], env: peerEnvironment(threads) }];
  });
}
