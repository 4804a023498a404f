import { Command } from 'commander';
import { BACKEND_NAMES, BACKENDS } from '../core/experiment/backends';
import type { BackendName } from '../core/experiment/backends';
import type { BackendReport } from '../protocol/run-protocol';
import { checkBackend } from '../worker/check-backend';
import type { Action } from './action';
import { EXIT } from './exit-codes';
import { nativeFolders } from './native-folders';
import { jsonOption } from './options';
import { styled } from './terminal';
import type { Terminal } from './terminal';

/** `nas-workbench backends` */
export function backendsCommand(action: Action): Command {
  return new Command('backends')
    .summary('list what can compute on this machine')
    .description(
      'Starts every backend in a process of its own, tests its gradients, and lists which can be used.',
    )
    .addOption(jsonOption('print one JSON array'))
    .action(({ json }: { json: boolean }) =>
      action(async (terminal) => {
        const nativeBackendFolders = nativeFolders(terminal);
        const found = await Promise.all(
          BACKEND_NAMES.map(async (backend) => ({
            backend,
            report: await checkBackend({ backend, nativeBackendFolders }, terminal.evaluatorEntry),
          })),
        );
        if (json) terminal.out(JSON.stringify(found.map(({ backend, report }) => ({ backend, ...report }))));
        else found.forEach(({ backend, report }) => print(backend, report, terminal));
        return EXIT.ok;
      }),
    );
}

function print(backend: BackendName, report: BackendReport, terminal: Terminal): void {
  const mark = report.available ? styled(terminal, 'green', 'yes') : styled(terminal, 'red', 'no ');
  const name = styled(terminal, 'bold', backend.padEnd(10));
  const auto = backend === 'plan' ? ' (what auto means)' : '';
  terminal.out(`${mark}  ${name}  ${report.available ? report.version : report.reason}`);
  terminal.out(`                 ${styled(terminal, 'dim', BACKENDS[backend] + auto)}`);
}
