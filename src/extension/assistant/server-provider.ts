import * as path from 'node:path';
import * as vscode from 'vscode';

/** The id in `package.json`. */
const PROVIDER = 'nas.toolServer';

/** Offers `nas-workbench mcp` for each folder to whoever in this window speaks the Model Context Protocol. */
export function registerServerProvider(context: vscode.ExtensionContext): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const { version } = context.extension.packageJSON as { version: string };
  return vscode.Disposable.from(
    changed,
    vscode.workspace.onDidChangeWorkspaceFolders(() => changed.fire()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => changed.fire()),
    vscode.lm.registerMcpServerDefinitionProvider(PROVIDER, {
      onDidChangeMcpServerDefinitions: changed.event,
      provideMcpServerDefinitions: () => serversOf(context.extensionUri.fsPath, version),
    }),
  );
}

/** None in an untrusted workspace: a server is a process, and it may start others. */
function serversOf(extensionFolder: string, version: string): vscode.McpStdioServerDefinition[] {
  if (!vscode.workspace.isTrusted) return [];
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  return folders.map(({ name, uri }) => {
    const label = folders.length === 1 ? 'NAS Workbench' : `NAS Workbench (${name})`;
    const server = new vscode.McpStdioServerDefinition(
      label,
      // The editor's own Node, which a desktop window is only when it is asked.
      process.execPath,
      [path.join(extensionFolder, 'dist', 'cli.js'), 'mcp', uri.fsPath],
      { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: null },
      version,
    );
    server.cwd = uri;
    return server;
  });
}
