import { Bug, InputError, messageOf } from '../base/errors';
import { checked } from '../base/issues';
import { budgetSchema } from '../experiment/parts';
import type { Budget } from '../experiment/experiment';
import type { JournalEvent, JournalEventOf } from '../journal/event';
import { Replay } from '../journal/replay';
import { shareOf } from '../journal/fidelity';
import type { RunState } from '../journal/run-state';
import type { TrialId } from '../trial/trial';
import { limitReached } from './budget';
import { requireChangeable } from './changeable';
import { removedEvent } from './dequeue';
import { enqueuedOf } from './enqueue';
import type { CandidateWish } from './enqueue';
import { enqueuedEvent, extendedEvent, resumedEvent } from './events';
import { KeptTrials } from './kept-trials';
import { LostInARow } from './lost-in-a-row';
import { isOver, nextTrial } from './next-trial';
import type { Next } from './next-trial';
import { NumberedStrategy } from './numbered-strategy';
import { Outbox } from './outbox';
import { openingOf } from './opening';
import { secondsOf } from './resume';
import { testOf } from './test-best';
import type { Tested } from './test-best';
import { requestOf } from './trial-request';
import { TrialsOut } from './trials-out';
import type { Ended } from './trials-out';
import type { EndReason, PauseReason, SearchEnd, SearchSetup, SearchStatus } from './search-types';

/**
 * One run: asks the strategy, and before it the queue of a person's candidates, hands trials to the executor, and writes down what
 * happened before it acts on it.
 *
 * The journal's order is the order in which the strategy was asked and told, so
 * replaying the journal into a fresh strategy gives the same state. A result that
 * cannot be written is held and is not told; the run pauses until it can be.
 * Everything happens in the turn of the call or of the executor's answer: there
 * are no timers, so a limit on minutes is looked at when a trial ends, and trials
 * that are out then are let to finish.
 */
export class Search {
  readonly #setup: SearchSetup;
  readonly #strategy: NumberedStrategy;
  readonly #outbox: Outbox;
  readonly #replay = new Replay();
  readonly #kept: KeptTrials;
  readonly #out: TrialsOut;
  /** Ended, but not in the journal yet. */
  readonly #unwritten = new Set<TrialId>();
  /** Of an earlier process; run before anything new is asked. */
  #unfinished: TrialId[] = [];
  /** Asked for, also where the line could not be written yet. */
  #measurements = 0;
  readonly #lost = new LostInARow();
  /** The last line is written or held: nothing may be written behind it. */
  #isEnding = false;
  #status: SearchStatus = { kind: 'new' };
  #settle: { resolve(end: SearchEnd): void; reject(error: unknown): void } | undefined;

  constructor(setup: SearchSetup) {
    this.#setup = setup;
    this.#strategy = new NumberedStrategy(setup.strategy);
    this.#outbox = new Outbox(setup.journal, (event) => {
      this.#replay.apply(event);
      setup.onAppended?.(event);
    });
    this.#kept = new KeptTrials(setup, this.#strategy, this.state);
    this.#out = new TrialsOut(setup, {
      state: () => this.state,
      isHeld: () => this.#outbox.nHeld > 0,
      write: (event) => void this.#write(event, false),
      offer: (event) => void this.#written(this.#outbox.offer(event)),
      ended: (event, lost) => this.#ended(event, lost),
      mayKeep: (trial, metrics) => this.#kept.mayKeep(trial, metrics),
      guard: (step) => this.#guard(step),
    });
  }

  get status(): SearchStatus {
    return this.#status;
  }

  /** What the journal says so far; see `Replay` for how long it stays true. */
  get state(): RunState {
    return this.#replay.state;
  }

  /**
   * Puts the first line of a run, or of its resumption, on disk. Throws
   * `InputError` when the journal does not belong to these data or this strategy,
   * the new budget is none or a first candidate is not of the space, and the sink's
   * error; then nothing has happened.
   */
  start(): void {
    if (this.#status.kind !== 'new') return;
    const { events, unfinished } = openingOf(this.#setup, this.#strategy, this.#replay, this.#kept);
    this.#unfinished = unfinished;
    this.#measurements = this.state.measurements;
    for (const event of events) this.#setup.journal.append(event, true);
    for (const event of events) this.#replay.apply(event);
    this.#setStatus({ kind: 'running' });
    for (const event of events) this.#setup.onAppended?.(event);
  }

  /** Starts, and answers when the end is in the journal. Rejects with what `start` throws, and with a `Bug`. */
  run(): Promise<SearchEnd> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      try {
        this.start();
      } catch (error) {
        reject(error instanceof Error ? error : new Bug(messageOf(error)));
        return;
      }
      // Stopped between start and run.
      if (this.#status.kind === 'ended') resolve(this.#status);
      this.#guard(() => {
        this.#clear();
        this.#pump();
      });
    });
  }

  /** Asks nothing more; what is out finishes and is written. */
  pause(): void {
    this.#guard(() => {
      if (this.#status.kind === 'running') this.#pause('user', 'paused by the user');
    });
  }

  /** Ends a pause of any reason. What is held is written first; while it cannot be, the run stays paused. */
  continue(): void {
    this.#guard(() => {
      if (this.#status.kind !== 'paused') return;
      const reason = this.#outbox.flush();
      if (reason !== undefined) {
        this.#pausedByDisk(reason);
        return;
      }
      // What was held may have been the last lines of the run.
      if (this.status.kind !== 'paused') return;
      this.#lost.forget();
      if (this.#write(resumedEvent(this.#setup, undefined), true)) {
        this.#setStatus({ kind: 'running' });
        this.#pump();
      }
    });
  }

  /**
   * Has a candidate measured before anything new that the strategy proposes, after those that were enqueued before.
   * Answers its line when that is on disk. Throws `InputError` for a candidate that is none of the space or is in the
   * run already, and where nothing can be written.
   */
  enqueue(wish: CandidateWish): JournalEventOf<'candidate-enqueued'> {
    return this.#change('it waits for a resumption then: enqueue it again', () =>
      enqueuedEvent(this.#setup, this.state.nEnqueued, enqueuedOf(wish, this.#setup.space, this.state)),
    );
  }

  /**
   * Takes a candidate out of the queue; answers its line when that is on disk. Throws `InputError` for one that does not
   * wait (any more), and where nothing can be written.
   */
  dequeue(queued: number): JournalEventOf<'candidate-removed'> {
    return this.#change('take it out again', () => removedEvent(this.#setup, queued, this.state));
  }

  /**
   * Adds to the limits of the run's budget; answers those that hold from now on. Throws `InputError` for an extension
   * that is none (see `extendedBudget`), and where nothing can be written.
   */
  extend(more: Readonly<Record<string, number>>): Budget {
    const extended = () => extendedEvent(this.#setup, this.state, checked(budgetSchema, more, 'budget'));
    return this.#change('resume it with a larger budget', extended).budget;
  }

  /** Cancels what is out (those trials stay unfinished: a resumption runs them again) and ends the run. */
  stop(): void {
    this.#guard(() => {
      if (this.#status.kind === 'new' || this.#status.kind === 'ended') return;
      let reason = this.#outbox.flush();
      // After the flush, because writing what was held may have sent more out.
      this.#out.cancelAll();
      // What was held may have been the end.
      if (reason === undefined && this.status.kind !== 'ended') {
        this.#end('stopped', 'stopped by the user');
        reason = this.#outbox.flush();
      }
      if (this.status.kind === 'ended') return;
      this.#finish({
        reason: 'stopped',
        message: `stopped by the user while the journal could not be written (${reason ?? ''}): ${this.#outbox.nHeld} lines are lost`,
      });
    });
  }

  #pump(): void {
    let next: Next | undefined;
    while (
      this.#status.kind === 'running' &&
      !isOver(next) &&
      this.#out.size < this.#setup.executor.capacity
    ) {
      const again = this.#unfinished.shift();
      if (again !== undefined) {
        this.#dispatch(again);
        continue;
      }
      next = nextTrial(this.#setup, this.#strategy, this.state, this.#measurements);
      if (next.kind === 'trial') this.#propose(next.event);
    }
    if (this.#status.kind !== 'running' || this.#out.size > 0 || !isOver(next)) return;
    if (next.kind === 'wait') throw new Bug('the strategy waits although no trial is out');
    this.#test(next.end);
  }

  #propose(event: JournalEventOf<'trial-asked'>): void {
    this.#measurements += shareOf(this.state.trials, event);
    // The disk is not waited for: a crash of the machine takes away a question without an answer, which is asked again.
    this.#write(event, false, () => this.#dispatch(event.trial as TrialId));
  }

  #dispatch(trial: TrialId): void {
    this.#out.dispatch(requestOf(this.state.trials, trial, this.#setup.experiment.seed));
  }

  #ended(event: Ended, lost: boolean): void {
    const trial = event.trial as TrialId;
    this.#lost.note(event, lost);
    this.#unwritten.add(trial);
    this.#write(event, this.#setup.executor.recomputes !== true, () => {
      this.#unwritten.delete(trial);
      this.#tell(event);
    });
    const { problem } = this.#lost;
    if (problem !== undefined && this.#status.kind === 'running') this.#pause('evaluators-failing', problem);
    this.#pump();
  }

  #tell(event: Ended): void {
    const trial = event.trial as TrialId;
    if (event.type === 'trial-failed') {
      this.#strategy.tell({ trial, status: 'failed', reason: event.reason });
      this.#kept.ended(trial, undefined);
    } else {
      const score = this.#kept.scoreOf(event.metrics);
      this.#strategy.tell({ trial, status: 'measured', score, seconds: secondsOf(event) });
      this.#kept.ended(trial, score);
    }
    this.#clear();
  }

  #clear(): void {
    this.#kept.clear([...this.#out.ids, ...this.#unwritten, ...this.#unfinished]);
  }

  #test(end: SearchEnd): void {
    const { best } = this.#kept;
    if (best === undefined || this.state.tested.some(({ trial }) => trial === best)) {
      this.#end(end.reason, end.message);
      return;
    }
    this.#setStatus({ kind: 'testing' });
    void testOf(this.#setup, best).then((tested) =>
      this.#guard(() => this.#status.kind === 'testing' && this.#tested(tested, end)),
    );
  }

  #tested({ event, problem }: Tested, { reason, message }: SearchEnd): void {
    if (problem !== undefined) this.#setup.onProblem?.(problem);
    const told = problem === undefined ? message : `${message}; ${problem}`;
    if (event) this.#write(event, true, () => this.#endUnlessMore(reason, told));
    else this.#endUnlessMore(reason, told);
  }

  /** A person may have given more to do while the best was tested. */
  #endUnlessMore(reason: EndReason, message: string): void {
    const isSpent = limitReached(this.state, this.#measurements, this.#setup.clock.now()) !== undefined;
    if (isSpent || (reason === 'exhausted' && this.state.queue.length === 0)) {
      this.#end(reason, message);
      return;
    }
    this.#setStatus({ kind: 'running' });
    this.#pump();
  }

  /**
   * Writes what a person has decided, and acts on it.
   *
   * @param instead what to do once the run has ended
   */
  #change<E extends JournalEvent>(instead: string, decided: () => E): E {
    requireChangeable(this.#isEnding ? 'ended' : this.#status.kind, this.#outbox.nHeld, instead);
    const event = decided();
    const reason = this.#outbox.attempt(event);
    if (reason !== undefined) throw new InputError('', `the journal cannot be written: ${reason}`);
    this.#guard(() => this.#pump());
    return event;
  }

  #end(reason: EndReason, message: string): void {
    this.#isEnding = true;
    const event: JournalEvent = { type: 'run-ended', at: this.#setup.clock.now(), reason, message };
    this.#write(event, true, () => {
      this.#kept.close(reason);
      this.#finish({ reason, message });
    });
  }

  #finish(end: SearchEnd): void {
    this.#setStatus({ kind: 'ended', ...end });
    this.#settle?.resolve(end);
  }

  #pause(reason: PauseReason, message: string): void {
    this.#setStatus({ kind: 'paused', reason, message });
    this.#write({ type: 'run-paused', at: this.#setup.clock.now(), reason, message }, true);
  }

  #pausedByDisk(why: string): void {
    const message = `the journal cannot be written: ${why}; free some space, then continue: nothing that was measured is lost meanwhile`;
    const before = this.#status;
    if (before.kind === 'ended') return;
    this.#setStatus({ kind: 'paused', reason: 'disk', message });
    if (this.#isEnding || (before.kind === 'paused' && before.reason === 'disk')) return;
    // Held behind the line that could not be written; on disk it will say since when.
    this.#outbox.write(
      { type: 'run-paused', at: this.#setup.clock.now(), reason: 'disk', message },
      true,
      () => undefined,
    );
  }

  /** Whether it could be written; when not, the run is paused. */
  #write(event: JournalEvent, durable: boolean, written: () => void = () => undefined): boolean {
    return this.#written(this.#outbox.write(event, durable, written));
  }

  /** @param reason why a line could not be written */
  #written(reason: string | undefined): boolean {
    if (reason !== undefined) this.#pausedByDisk(reason);
    return reason === undefined;
  }

  /** Runs a step; an error in it is ours and ends the run. */
  #guard(step: () => unknown): void {
    try {
      step();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    if (this.#status.kind === 'ended') return;
    this.#out.cancelAll();
    const end: SearchEnd = { reason: 'failed', message: messageOf(error) };
    try {
      this.#noteFailure(end);
    } catch (another) {
      // The first error is the one to tell; whoever waits for the end hears of it all the same.
      this.#setup.onProblem?.(messageOf(another));
    }
    this.#setStatus({ kind: 'ended', ...end });
    this.#settle?.reject(error);
  }

  #noteFailure(end: SearchEnd): void {
    // What failed may have been whoever was told of the end.
    if (this.state.status.kind !== 'ended') {
      const event: JournalEvent = { type: 'run-ended', at: this.#setup.clock.now(), ...end };
      this.#outbox.write(event, true, () => undefined);
    }
    const { nHeld } = this.#outbox;
    if (nHeld > 0) this.#setup.onProblem?.(`the journal cannot be written: ${nHeld} lines are lost`);
  }

  #setStatus(status: SearchStatus): void {
    this.#status = status;
    this.#setup.onStatus?.(status);
  }
}
