import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

/**
 * `npm test`: every check of the project, one stage after the other; a failed stage does not stop the next. The last line is
 * `N passed, N failed`. `npm test -- unit e2e` runs only those stages.
 */
interface Stage {
  readonly name: string;
  readonly does: string;
  readonly command: readonly string[];
  /** Where the runner says how many tests passed; without it the stage counts as one test. */
  readonly report?: string;
}

interface Count {
  readonly passed: number;
  readonly failed: number;
}

const bin = (name: string, ...args: string[]): string[] => [
  process.execPath,
  path.join('node_modules', name),
  ...args,
];
const vitest = (config: string, report: string): string[] =>
  bin(
    'vitest/vitest.mjs',
    'run',
    '--config',
    config,
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${report}`,
  );
const script = (file: string): string[] => [process.execPath, 'test/support/run-ts.mjs', file];

const STAGES: readonly Stage[] = [
  { name: 'build', does: 'bundles, within their size budgets', command: [process.execPath, '.esbuild.mjs'] },
  { name: 'types', does: 'TypeScript', command: bin('typescript/bin/tsc', '-b') },
  {
    name: 'lint',
    does: 'ESLint',
    command: bin('eslint/bin/eslint.js', '--config', '.eslint.config.mjs', '--max-warnings', '0', '.'),
  },
  {
    name: 'format',
    does: 'Prettier',
    command: bin('prettier/bin/prettier.cjs', '--log-level', 'warn', '--check', '.'),
  },
  {
    name: 'unit',
    does: 'layers, package, core, tensors, processes',
    command: vitest('.vitest.config.mjs', 'test-results/unit.json'),
    report: 'test-results/unit.json',
  },
  {
    name: 'integration',
    does: 'in the extension host of a real VS Code',
    command: script('test/integration/run.ts'),
    report: 'test-results/integration/results.json',
  },
  {
    name: 'e2e',
    does: 'the packaged extension in a real VS Code window',
    command: vitest('test/e2e/vitest.config.mjs', 'test-results/e2e.json'),
    report: 'test-results/e2e.json',
  },
];

process.exitCode = await main(process.argv.slice(2));

async function main(wanted: readonly string[]): Promise<number> {
  const unknown = wanted.find((name) => !STAGES.some((stage) => stage.name === name));
  if (unknown !== undefined) {
    console.error(`expected one of ${STAGES.map(({ name }) => name).join(', ')}, but got ${unknown}`);
    return 2;
  }
  mkdirSync('test-results', { recursive: true });
  const lines: string[] = [];
  const total = { passed: 0, failed: 0 };
  for (const stage of STAGES.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    console.log(`\n== ${stage.name}: ${stage.does}`);
    const start = performance.now();
    const count = await runStage(stage);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`== ${stage.name}: ${count.passed} passed, ${count.failed} failed, ${seconds} s`);
    lines.push(`${stage.name.padEnd(12)} ${count.passed} passed, ${count.failed} failed, ${seconds} s`);
    total.passed += count.passed;
    total.failed += count.failed;
  }
  console.log(`\n${lines.join('\n')}\n${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
}

async function runStage({ command, report }: Stage): Promise<Count> {
  if (report !== undefined) rmSync(report, { force: true });
  const [program = '', ...args] = command;
  const child = spawn(program, args, { stdio: 'inherit' });
  const code = await new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
    child.once('error', () => resolve(null));
  });
  const ended = code === 0;
  const count = report === undefined ? undefined : readCount(report);
  if (count === undefined)
    return ended && report === undefined ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  // A runner can fail beside its tests: a file that does not load, a server that does not start.
  return ended ? count : { passed: count.passed, failed: Math.max(1, count.failed) };
}

/** Counts in the JSON of vitest, or of our integration runner. */
function readCount(report: string): Count | undefined {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return undefined;
  }
  if (typeof json !== 'object' || json === null) return undefined;
  if ('numPassedTests' in json && 'numFailedTests' in json) {
    return { passed: Number(json.numPassedTests), failed: Number(json.numFailedTests) };
  }
  if (!('tests' in json) || !Array.isArray(json.tests)) return undefined;
  const failed = json.tests.filter((test: object) => 'error' in test).length;
  return { passed: json.tests.length - failed, failed };
}
