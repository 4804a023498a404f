import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { VsCodeServer } from './setup';

export interface ServerOptions {
  readonly program: VsCodeServer;
  /** Logs go here. */
  readonly logFolder: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Extensions that are already installed there are used. */
  readonly extensionsFolder?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Lets a page run tests in the extension host; hides notifications, so not for tests of the user interface. */
  readonly testDriver?: boolean;
  /** Asks for trust as a person's VS Code does. */
  readonly workspaceTrust?: boolean;
}

/** A VS Code server with a profile of its own on a free port of 127.0.0.1. */
export class WorkbenchServer {
  private constructor(
    private readonly options: ServerOptions,
    /** Everything that the server writes; short, since paths of Unix sockets have a limit of about 100 characters. */
    readonly folder: string,
  ) {}

  private child: ChildProcess | undefined;
  private address = '';

  static create(options: ServerOptions): WorkbenchServer {
    const server = new WorkbenchServer(options, mkdtempSync(path.join(os.tmpdir(), 'nasw-')));
    mkdirSync(options.logFolder, { recursive: true });
    mkdirSync(path.join(server.userFolder, 'User'), { recursive: true });
    mkdirSync(server.extensionsFolder, { recursive: true });
    mkdirSync(path.join(server.folder, 't'));
    writeFileSync(
      path.join(server.userFolder, 'User/settings.json'),
      JSON.stringify(options.settings, undefined, 2),
    );
    writeFileSync(path.join(server.folder, 'config.yaml'), 'cert: false\n');
    return server;
  }

  get userFolder(): string {
    return path.join(this.folder, 'u');
  }

  get extensionsFolder(): string {
    return this.options.extensionsFolder ?? path.join(this.folder, 'e');
  }

  /** `127.0.0.1:<port>`, once started. */
  get host(): string {
    return this.address;
  }

  async installExtension(vsixPath: string): Promise<void> {
    const child = this.spawn(['--install-extension', vsixPath], 'install.log');
    const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
    if (code !== 0) throw new Error(`code-server --install-extension ended with ${code}: see install.log`);
  }

  async start(): Promise<void> {
    const port = await freePort();
    this.address = `127.0.0.1:${port}`;
    const child = this.spawn(
      [
        ...['--bind-addr', this.address, '--auth', 'none', '--disable-telemetry', '--disable-update-check'],
        ...['--disable-getting-started-override', '--ignore-last-opened'],
        ...(this.options.workspaceTrust === true ? [] : ['--disable-workspace-trust']),
        ...(this.options.testDriver === true ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
      ],
      'server.log',
    );
    this.child = child;
    for (let attempt = 0; attempt < 600; attempt++) {
      if (child.exitCode !== null)
        throw new Error(`code-server ended with ${child.exitCode}: see server.log`);
      if (await answers(`http://${this.address}/healthz`)) return;
      await pause(100);
    }
    throw new Error('code-server did not answer within a minute: see server.log');
  }

  /** The address that opens a folder; `payload` holds options of the workbench, such as where an extension's tests are. */
  url(folder: string, payload: readonly (readonly [string, string])[] = []): string {
    const query = new URLSearchParams({ folder });
    if (payload.length > 0) query.set('payload', JSON.stringify(payload));
    return `http://${this.address}/?${query.toString().replaceAll('+', '%20')}`;
  }

  /** Ends the server with all it started and removes its profile; the workbench's own logs are kept. */
  async stop(): Promise<void> {
    const child = this.child;
    this.child = undefined;
    if (child?.pid !== undefined) {
      const ended =
        child.exitCode !== null ? Promise.resolve() : new Promise((resolve) => child.once('exit', resolve));
      signalGroup(child.pid, 'SIGTERM');
      await Promise.race([ended, pause(8000)]);
      signalGroup(child.pid, 'SIGKILL');
      await ended;
    }
    const logs = path.join(this.userFolder, 'logs');
    if (existsSync(logs)) cpSync(logs, path.join(this.options.logFolder, 'logs'), { recursive: true });
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private spawn(args: readonly string[], log: string): ChildProcess {
    const { program, logFolder } = this.options;
    const profile = ['--config', path.join(this.folder, 'config.yaml'), '--user-data-dir', this.userFolder];
    const output = openSync(path.join(logFolder, log), 'a');
    const child = spawn(
      program.nodePath,
      [program.entryPath, ...profile, '--extensions-dir', this.extensionsFolder, ...args],
      // A group of its own, so that it can be ended with all its children.
      { env: this.environment(), stdio: ['ignore', output, output], detached: true },
    );
    closeSync(output);
    return child;
  }

  private environment(): NodeJS.ProcessEnv {
    const own = path.join(this.folder, 't');
    const outer = Object.entries(process.env).filter(
      ([name]) =>
        !/^(VSCODE_|CODE_SERVER|npm_|NODE_OPTIONS$|VITEST|PASSWORD$|HASHED_PASSWORD$|PORT$)/.test(name),
    );
    return {
      ...Object.fromEntries(outer),
      TMPDIR: own,
      XDG_DATA_HOME: own,
      XDG_CONFIG_HOME: own,
      // No gallery: nothing is asked of the network.
      EXTENSIONS_GALLERY: '{"serviceUrl":""}',
      ...this.options.env,
    };
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone, which is what was wanted.
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
