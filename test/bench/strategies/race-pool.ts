import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';

import type { RaceAnswer, RaceJob } from './race-process';

/** Processes that run races side by side; results do not depend on how many there are. */
export class RacePool {
  readonly #children: ChildProcess[];

  private constructor(children: ChildProcess[]) {
    this.#children = children;
  }

  static async start(size = availableParallelism()): Promise<RacePool> {
    const children: ChildProcess[] = [];
    // One after the other, because each bundles the program into the same file.
    while (children.length < size) children.push(await startChild());
    return new RacePool(children);
  }

  /** Answers in the order of the jobs. Rejects with the first problem. */
  async run(jobs: readonly RaceJob[]): Promise<RaceAnswer[]> {
    const answers: RaceAnswer[] = [];
    let next = 0;
    await Promise.all(
      this.#children.map(async (child) => {
        while (next < jobs.length) {
          const i = next++;
          const answer = await ask(child, jobs[i]!);
          if (answer.problem !== undefined) throw new Error(`${JSON.stringify(jobs[i])}: ${answer.problem}`);
          answers[i] = answer;
        }
      }),
    );
    return answers;
  }

  close(): void {
    for (const child of this.#children) child.disconnect();
  }
}

async function startChild(): Promise<ChildProcess> {
  const child = fork('test/support/run-ts.mjs', ['test/bench/strategies/race-process.ts'], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => {
      resolve();
    });
    child.once('exit', () => {
      reject(new Error('a process for races ended before it began'));
    });
  });
  return child;
}

function ask(child: ChildProcess, job: RaceJob): Promise<RaceAnswer> {
  return new Promise((resolve, reject) => {
    const ended = (): void => {
      reject(new Error(`the process ended during ${JSON.stringify(job)}`));
    };
    child.once('exit', ended);
    child.once('message', (answer: RaceAnswer) => {
      child.off('exit', ended);
      resolve(answer);
    });
    child.send(job);
  });
}
