import * as os from 'node:os';
import * as vscode from 'vscode';
import type { MachineFacts } from '../../core/diagnosis/diagnostics';

/** Where this window's extensions run. */
export function machineFacts(context: vscode.ExtensionContext): MachineFacts {
  const { version } = context.extension.packageJSON as { version: string };
  const remote = vscode.env.remoteName === undefined ? '' : ` (remote: ${vscode.env.remoteName})`;
  return {
    product: version,
    host: `${vscode.env.appName} ${vscode.version}${remote}`,
    node: process.versions.node,
    system: `${os.platform()} ${os.release()} ${os.arch()}`,
    cpu: os.cpus()[0]?.model ?? '',
    cores: os.availableParallelism(),
    memoryBytes: os.totalmem(),
  };
}
