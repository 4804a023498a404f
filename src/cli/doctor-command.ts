import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { Argument, Command } from 'commander';
import { InputError } from '../core/base/errors';
import { runChecks } from '../core/diagnosis/check';
import type { CheckResult } from '../core/diagnosis/check';
import { machineLines } from '../core/diagnosis/diagnostics';
import type { MachineFacts } from '../core/diagnosis/diagnostics';
import { selfTestChecks } from '../core/diagnosis/self-test';
import type { SelfTestPorts } from '../core/diagnosis/self-test';
import { verdict } from '../core/diagnosis/self-test-report';
import { durationText } from '../core/trial/metric-text';
import { checkBackend } from '../worker/check-backend';
import { checkStorage } from '../worker/check-storage';
import { isOwned, readLease } from '../worker/lease';
import { runFolderAt, runsBelow } from '../worker/run-folder';
import { PRODUCT_VERSION } from '../worker/version';
import type { Action } from './action';
import { EXIT } from './exit-codes';
import { nativeFolders } from './native-folders';
import { jsonOption } from './options';
import { OwnedSearches } from './owned-searches';
import { styled } from './terminal';
import type { Terminal } from './terminal';

/** Environment variables that change what the product does. */
const VARIABLES = ['NAS_WORKBENCH_CACHE', 'NODE_OPTIONS', 'TFJS_NODE_CDN_STORAGE', 'TFJS_NODE_BASE_URI'];

/** `nas-workbench doctor [folder]` */
export function doctorCommand(action: Action): Command {
  return new Command('doctor')
    .summary('check that searches work here')
    .description(
      'Tells the machine and its versions, which runs of a folder a process works on, and tries everything that a search needs, up to a small search from start to end in a temporary folder. Ends with 1 when something does not work.',
    )
    .addArgument(new Argument('[folder]', 'the folder of the experiment files').default('.', 'this folder'))
    .addOption(jsonOption('print one JSON object'))
    .action((folder: string, { json }: { json: boolean }) =>
      action(async (terminal) => {
        const absolute = path.resolve(terminal.folder, folder);
        if (!statSync(absolute, { throwIfNoEntry: false })?.isDirectory()) {
          throw new InputError(folder, 'there is no such folder');
        }
        const machine = machineFacts();
        const owned = ownedRuns(absolute);
        if (!json) tellMachine(machine, owned, terminal);
        const results = await selfTest(absolute, terminal, json);
        if (json) terminal.out(JSON.stringify({ machine, owned, variables: variables(), checks: results }));
        else terminal.out(verdict(results));
        return results.some(({ status }) => status === 'failed') ? EXIT.failed : EXIT.ok;
      }),
    );
}

async function selfTest(folder: string, terminal: Terminal, json: boolean): Promise<CheckResult[]> {
  const abort = new AbortController();
  const forget = terminal.onInterrupt(() => abort.abort());
  const searches = new OwnedSearches(
    path.join(path.dirname(terminal.evaluatorEntry), 'search.js'),
    { backend: 'auto', evaluators: 1, nativeBackendFolders: nativeFolders(terminal) },
    () => undefined,
  );
  const draft = mkdtempSync(path.join(os.tmpdir(), 'nas-doctor-'));
  try {
    const checks = selfTestChecks(portsOf({ folder, draft, searches, terminal, signal: abort.signal }));
    const results: CheckResult[] = [];
    for (const check of checks) {
      const [result] = await runChecks([check], {
        now: () => performance.now(),
        isCancelled: () => abort.signal.aborted,
        begins: (title) => {
          if (!json && terminal.barStream) terminal.err(styled(terminal, 'dim', `${title} ...`));
        },
      });
      results.push(result!);
      if (!json) for (const line of resultLines(result!, terminal)) terminal.out(line);
    }
    return results;
  } finally {
    forget();
    await searches.endAll();
    rmSync(draft, { recursive: true, force: true });
  }
}

interface Parts {
  readonly folder: string;
  readonly draft: string;
  readonly searches: OwnedSearches;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

function portsOf({ folder, draft, searches, terminal, signal }: Parts): SelfTestPorts {
  return {
    process: () => searches.withProcess(() => Promise.resolve(), signal),
    storage: () => Promise.resolve().then(() => checkStorage(folder)),
    backend: (backend) =>
      checkBackend({ backend, nativeBackendFolders: nativeFolders(terminal) }, terminal.evaluatorEntry),
    search(experiment) {
      const experimentPath = path.join(draft, 'self-test.nas.json');
      writeFileSync(experimentPath, experiment);
      return searches.withProcess(async (peer) => {
        const done = new Promise((resolve) => peer.on('run/done', resolve));
        const { runFolder } = await peer.request('run/start', { experimentPath, ...searches.settings });
        await done;
        return readFileSync(runFolderAt(runFolder).journal, 'utf8');
      }, signal);
    },
  };
}

function machineFacts(): MachineFacts {
  return {
    product: PRODUCT_VERSION,
    host: 'terminal',
    node: process.versions.node,
    system: `${os.platform()} ${os.release()} ${os.arch()}`,
    cpu: os.cpus()[0]?.model ?? '',
    cores: os.availableParallelism(),
    memoryBytes: os.totalmem(),
  };
}

function ownedRuns(folder: string): { readonly run: string; readonly owner: string }[] {
  return runsBelow(folder).flatMap(({ root, experimentName, runId }) => {
    const lease = isOwned(root) ? readLease(root) : undefined;
    return lease
      ? [{ run: `${experimentName}/${runId}`, owner: `process ${lease.pid} on ${lease.host}` }]
      : [];
  });
}

function variables(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    VARIABLES.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function tellMachine(machine: MachineFacts, owned: ReturnType<typeof ownedRuns>, terminal: Terminal): void {
  for (const line of machineLines(machine)) terminal.out(line);
  for (const [name, value] of Object.entries(variables())) terminal.out(`${name}=${value}`);
  for (const { run, owner } of owned) terminal.out(`Run ${run}: ${owner} works on it`);
  terminal.out('');
}

const MARKS = {
  passed: ['yes', 'green'],
  failed: ['no ', 'red'],
  missing: ['-  ', 'dim'],
  skipped: ['-  ', 'dim'],
} as const;

function resultLines({ title, status, found, advice, tookMs }: CheckResult, terminal: Terminal): string[] {
  const [mark, style] = MARKS[status];
  return [
    `${styled(terminal, style, mark)}  ${title} (${durationText(tookMs)}): ${found}`,
    ...(advice === '' ? [] : [`     ${styled(terminal, 'dim', advice)}`]),
  ];
}
