import { statSync } from 'node:fs';
import path from 'node:path';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { Argument, Command, Option } from 'commander';
import { InputError } from '../core/base/errors';
import type { Action } from './action';
import { EXIT } from './exit-codes';
import { FolderWorkspace } from './mcp/folder-workspace';
import { OwnedSearches } from './owned-searches';
import { toolServer } from './mcp/tool-server';
import { nativeFolders } from './native-folders';

const HELP = `
Standard input and output belong to the protocol; what there is to say goes to
standard error. When the client leaves, searches that it started end: their runs
can be resumed.`;

/** `nas-workbench mcp [folder]` */
export function mcpCommand(action: Action): Command {
  return new Command('mcp')
    .summary('serve tools to an assistant')
    .description(
      'Serves tools to a language model over the Model Context Protocol on standard input and output: read runs and trials, check experiments, describe architectures, start and stop searches.',
    )
    .addArgument(new Argument('[folder]', 'the folder of the experiment files').default('.', 'this folder'))
    .addOption(
      new Option(
        '--allow-run',
        'let the assistant start, pause and stop searches without asking; otherwise its client must ask a person each time',
      ).default(false),
    )
    .addHelpText('after', HELP)
    .action((folder: string, { allowRun }: { allowRun: boolean }) =>
      action(async (terminal) => {
        const absolute = path.resolve(terminal.folder, folder);
        if (!statSync(absolute, { throwIfNoEntry: false })?.isDirectory()) {
          throw new InputError(folder, 'there is no such folder');
        }
        const log = (line: string): void => terminal.err(`nas-workbench: ${line}`);
        const searches = new OwnedSearches(
          path.join(path.dirname(terminal.evaluatorEntry), 'search.js'),
          { backend: 'auto', evaluators: 'auto', nativeBackendFolders: nativeFolders(terminal) },
          log,
        );
        const workspace = new FolderWorkspace(absolute, searches);
        const serving = serveStdio(() => toolServer({ workspace, allowRun, log }), {
          onerror: (error) => log(error.message),
        });
        await clientLeft((listener) => terminal.onInterrupt(listener));
        await serving.close();
        await searches.endAll();
        return EXIT.ok;
      }),
    );
}

/** Resolves at the end of standard input, when standard output breaks, or on a signal. */
function clientLeft(onInterrupt: (listener: () => void) => () => void): Promise<void> {
  return new Promise((resolve) => {
    for (const event of ['end', 'close', 'error'] as const) process.stdin.once(event, () => resolve());
    process.stdout.once('error', () => resolve());
    onInterrupt(resolve);
  });
}
