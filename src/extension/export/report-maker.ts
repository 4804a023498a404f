import { l10n } from 'vscode';
import type { LogOutputChannel } from 'vscode';
import { WorkerLostError } from '../../core/base/errors';
import type { ReportStage } from '../../protocol/report-protocol';
import { Disposable } from '../disposable';
import { ReportProcess } from './report-process';

/** Whatever a report is of: the biggest that we know of takes ten seconds on a slow machine. */
const LIMIT_MS = 10 * 60_000;

type Peer = ReportProcess['peer'];

/** Asks a process for a report. */
export type ReportRequest = (peer: Peer) => Promise<{ readonly html: Uint8Array }>;

/** Makes reports, each in a process of its own: seconds of work would hold up every extension of the window. */
export class ReportMaker extends Disposable {
  readonly #all = new Set<ReportProcess>();

  /**
   * @param script absolute path of `report.js`
   * @param limitMs after so long a process is ended
   */
  constructor(
    private readonly script: string,
    private readonly log: Pick<LogOutputChannel, 'info'>,
    private readonly limitMs = LIMIT_MS,
  ) {
    super();
  }

  /**
   * The whole document in UTF-8. Rejects with the class of what went wrong in the process, with `WorkerLostError` and
   * the true reason when it is lost or takes too long, and with the reason of `signal` when it aborts; the process has
   * been ended by then.
   *
   * @param show called with each stage
   */
  async make(
    ask: ReportRequest,
    signal: AbortSignal,
    show: (stage: ReportStage) => void,
  ): Promise<Uint8Array> {
    signal.throwIfAborted();
    const process = new ReportProcess(this.script, (line) => this.log.info(`report: ${line}`));
    this.#all.add(process);
    process.peer.on('report/stage', ({ stage }) => show(stage));
    let timer: ReturnType<typeof setTimeout> | undefined;
    let abort: (() => void) | undefined;
    const stopped = new Promise<never>((_, reject) => {
      abort = () => reject(signal.reason as Error);
      signal.addEventListener('abort', abort);
      timer = setTimeout(() => {
        const minutes = Math.round(this.limitMs / 60_000);
        reject(new WorkerLostError(l10n.t('the report was not ready after {0} minutes', minutes)));
      }, this.limitMs);
    });
    try {
      return (await Promise.race([made(process, ask), stopped])).html;
    } finally {
      clearTimeout(timer);
      if (abort) signal.removeEventListener('abort', abort);
      await process.end();
      this.#all.delete(process);
    }
  }

  /** Ids of the processes that are there. */
  processes(): (number | undefined)[] {
    return [...this.#all].map(({ pid }) => pid);
  }

  /** Tells every process to end, at once; resolves when they have. */
  async endAll(): Promise<void> {
    await Promise.all([...this.#all].map((one) => one.end()));
  }

  override dispose(): void {
    void this.endAll();
    super.dispose();
  }
}

async function made(process: ReportProcess, ask: ReportRequest): Promise<{ readonly html: Uint8Array }> {
  await process.ready;
  return ask(process.peer);
}
