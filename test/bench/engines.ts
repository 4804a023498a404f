import { bundle } from './bundle.mjs';
import type { EngineCommand } from './engine-process';
import { peerEnvironment, peerScript, peersPython } from './python-home';
import type { EngineName } from './questions';

export const OUR_ENGINES = ['plan', 'wasm', 'cpu', 'tensorflow'] as const;

const PEERS = { pytorch: 'torch_engine.py', keras: 'keras_engine.py' } as const;

/** How to start these engines, one thread each; peers are left out where there is no Python for them. */
export async function engineCommands(names: readonly EngineName[]): Promise<EngineCommand[]> {
  const program = await bundle('test/bench/node-engine.ts');
  return names.flatMap((name): EngineCommand[] => {
    if (name !== 'pytorch' && name !== 'keras')
      return [{ name, program: process.execPath, args: [program, name] }];
    const python = peersPython();
    if (python === undefined) return [];
    return [{ name, program: python, args: [peerScript(PEERS[name])], env: peerEnvironment(1) }];
  });
}
