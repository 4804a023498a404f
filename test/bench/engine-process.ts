import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';

import { LINE_MARK } from './questions';
import type { EngineName, Failure, Greeting, Question, Questions } from './questions';

export interface EngineCommand {
  readonly name: EngineName;
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** A fresh process that trains; ends when its standard input does. */
export class EngineProcess {
  /** What it says it is: library, version. */
  version = '';
  #complaints = '';
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #ended: Promise<void>;
  #settle: { resolve: (text: string) => void; reject: (error: Error) => void } | undefined;

  private constructor(readonly command: EngineCommand) {
    const { program, args, env } = command;
    this.#child = spawn(program, [...args], { env: { ...process.env, ...env }, stdio: 'pipe' });
    this.#child.stderr.on('data', (bytes: Buffer) => {
      this.#complaints = (this.#complaints + bytes.toString()).slice(-4_000);
    });
    createInterface(this.#child.stdout).on('line', (line) => {
      if (!line.startsWith(LINE_MARK)) return;
      const waiting = this.#settle;
      this.#settle = undefined;
      waiting?.resolve(line.slice(LINE_MARK.length));
    });
    // A write to a process that has just ended; its end is what is reported.
    this.#child.stdin.on('error', () => undefined);
    this.#ended = new Promise((resolve) => {
      const end = (why: string): void => {
        this.#settle?.reject(new Error(`${command.name} ended (${why})\n${this.#complaints}`));
        this.#settle = undefined;
        resolve();
      };
      this.#child.on('error', (error) => end(error.message));
      this.#child.on('close', (code, signal) => end(`${code ?? signal ?? 'no code'}`));
    });
  }

  /** Waits until it can be asked; `undefined`, with a printed word, where the engine is not to be had. */
  static async start(command: EngineCommand): Promise<EngineProcess | undefined> {
    const engine = new EngineProcess(command);
    const greeting = JSON.parse(await engine.#next()) as Greeting;
    if ('ready' in greeting) {
      engine.version = greeting.ready;
      return engine;
    }
    console.log(`skipped: ${command.name}: ${greeting.absent}`);
    await engine.close();
    return undefined;
  }

  get name(): EngineName {
    return this.command.name;
  }

  /** One question at a time. Rejects with what the process wrote to standard error when it fails. */
  async ask<Q extends Question>(question: Q, asked: Questions[Q]['asked']): Promise<Questions[Q]['answer']> {
    const answer = this.#next();
    this.#child.stdin.write(`${JSON.stringify({ [question]: asked })}\n`);
    const reply = JSON.parse(await answer) as Questions[Q]['answer'] | Failure;
    if ('failed' in reply) throw new Error(`${this.name} failed to answer ${question}: ${reply.failed}`);
    return reply;
  }

  async close(): Promise<void> {
    this.#child.stdin.end();
    await this.#ended;
  }

  #next(): Promise<string> {
    return new Promise((resolve, reject) => {
      if (this.#child.exitCode !== null) {
        reject(new Error(`${this.command.name} has ended\n${this.#complaints}`));
        return;
      }
      this.#settle = { resolve, reject };
    });
  }
}

/** Starts one after another, so that none slows another's start; leaves out those that are not to be had. */
export async function startEngines(commands: readonly EngineCommand[]): Promise<EngineProcess[]> {
  const engines: EngineProcess[] = [];
  for (const command of commands) {
    const engine = await EngineProcess.start(command);
    if (engine) engines.push(engine);
  }
  return engines;
}
