import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

export interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: number; readonly message: string };
}

/** What a tool answered. */
export interface Called {
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly isError: boolean;
}

/** The client's end of `nas-workbench mcp`, in plain JSON-RPC: it shares no code with the server. */
export class McpClient {
  /** Everything that came, in order; what is no JSON is an error of the server's and fails the wait for it. */
  readonly messages: Message[] = [];
  readonly #waiting: (() => void)[] = [];
  #nextId = 1;
  #stderr = '';
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly exited: Promise<unknown>;

  constructor(program: string, args: readonly string[]) {
    this.child = spawn(process.execPath, [program, 'mcp', ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
    this.exited = once(this.child, 'exit');
    createInterface({ input: this.child.stdout }).on('line', (line) => {
      this.messages.push(JSON.parse(line) as Message);
      for (const wake of this.#waiting.splice(0)) wake();
    });
    this.child.stderr.on('data', (chunk: Buffer) => (this.#stderr += String(chunk)));
  }

  get stderr(): string {
    return this.#stderr;
  }

  /** As it is: a line of anything. */
  write(line: string): void {
    this.child.stdin.write(`${line}\n`);
  }

  notify(method: string, params: object = {}): void {
    this.write(JSON.stringify({ jsonrpc: '2.0', method, params }));
  }

  /** Sends a request and answers its number. */
  send(method: string, params: object = {}): number {
    const id = this.#nextId++;
    this.write(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
    return id;
  }

  async request(method: string, params: object = {}): Promise<Message> {
    const id = this.send(method, params);
    return this.until((message) => message.id === id && message.method === undefined);
  }

  /** The first message that `fits`, come or to come. */
  async until(fits: (message: Message) => boolean): Promise<Message> {
    for (;;) {
      const found = this.messages.find(fits);
      if (found) return found;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  async open(capabilities: object = {}, protocolVersion = '2025-06-18'): Promise<Message> {
    const answer = await this.request('initialize', {
      protocolVersion,
      capabilities,
      clientInfo: { name: 'test', version: '1' },
    });
    this.notify('notifications/initialized');
    return answer;
  }

  async call(name: string, args: object = {}, meta?: object): Promise<Called> {
    const params = { name, arguments: args, ...(meta ? { _meta: meta } : {}) };
    const { result, error } = await this.request('tools/call', params);
    if (!result) throw new Error(error?.message);
    const content = result['content'] as { text: string }[];
    return {
      text: content.map(({ text }) => text).join('\n'),
      data: (result['structuredContent'] ?? {}) as Called['data'],
      isError: result['isError'] === true,
    };
  }
}
