import { GraphBuilder } from '../core/graph/graph-builder';
import type { Architecture } from '../core/graph/architecture';
import type { BackendChoice, BackendName } from '../core/experiment/backends';
import type { BackendPlaces } from '../protocol/evaluator-protocol';
import { startBackend } from '../tensor/backend';
import type { Backend } from '../tensor/backend';
import { passedTests } from '../tensor/self-test/passed-tests';
import { GradientTest } from '../tensor/self-test/self-test';
import type { TaskKind } from '../tensor/self-test/self-test';
import { PRODUCT_VERSION } from './version';

/** The backend of this process, which trains nothing that it has not been tested for. */
export class TestedBackend {
  private constructor(
    private readonly backend: Backend,
    private readonly test: GradientTest,
  ) {}

  /**
   * Starts the backend of an evaluator, whose files lie beside the program.
   * Rejects with `InputError` when it is not there.
   */
  static async start(
    choice: BackendChoice,
    { nativeBackendFolders, cacheFolder }: BackendPlaces,
    warn: (message: string) => void,
  ): Promise<TestedBackend> {
    const options = { wasmFolder: __dirname, nativeFolders: nativeBackendFolders, warn };
    const backend = await startBackend(choice, options);
    const passed = passedTests({ backend, product: PRODUCT_VERSION, cacheFolder, warn });
    return new TestedBackend(backend, new GradientTest(backend.name, passed));
  }

  get name(): BackendName {
    return this.backend.name;
  }

  get version(): string {
    return this.backend.version;
  }

  /** Throws `InputError` when the backend computes a wrong gradient of an operation of `architecture`; see `GradientTest`. */
  require(architecture: Architecture, task: TaskKind): void {
    this.test.require(architecture, task);
  }

  /** As `require`, for what most networks are made of. */
  requireUsual(): void {
    this.require(usual(), 'classes');
  }
}

function usual(): Architecture {
  const g = new GraphBuilder([12, 12, 3]);
  let x = g.activation(g.batchNorm(g.conv2d(g.input, 8, 3)), 'relu');
  x = g.add([g.conv2d(x, 8, 3), g.avgPool(x, 3, { stride: 1 })]);
  x = g.activation(g.batchNorm(g.separableConv2d(g.maxPool(x, 2, { stride: 2 }), 8, 3)), 'relu');
  g.dense(g.dropout(g.activation(g.dense(g.globalAvgPool(x), 16), 'relu'), 0.2), 4);
  return g.build();
}
