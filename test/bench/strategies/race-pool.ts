import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';

import { bundle } from '../bundle.mjs';
import type { RaceAnswer, RaceJob } from './race-process';

/** Processes that run races side by side; results do not depend on how many there are. */
export class RacePool {
  readonly #children: ChildProcess[];

  private constructor(children: ChildProcess[]) {
    this.#children = children;
  }

  static async start(size = availableParallelism()): Promise<RacePool> {
    const program = await bundle('test/bench/strategies/race-process.ts');
    return new RacePool(
      Array.from({ length: size }, () => fork(program, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })),
    );
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
