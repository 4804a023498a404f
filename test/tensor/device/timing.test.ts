import { describe, expect, it } from 'vitest';
import { timeRepeats } from '../../../src/tensor/device/timing';
import { StepClock, noBreath } from './fake-machine';

describe('the time of a prediction', () => {
  it('is the median of 21 calls after 5 that do not count, with the distance of the quartiles', async () => {
    const clock = new StepClock();
    let calls = 0;
    const run = (): void => {
      clock.pass(calls < 5 ? 20 : calls - 4);
      calls++;
    };
    // 1 to 21 ms: quartiles 6 and 16.
    expect(await timeRepeats(run, noBreath, clock.now)).toEqual({ medianMs: 11, spreadMs: 10 });
    expect(calls).toBe(26);
  });

  it('does not suffer from a call under which the machine did something else', async () => {
    const clock = new StepClock();
    let calls = 0;
    const timing = await timeRepeats(() => clock.pass(++calls === 12 ? 300 : 2), noBreath, clock.now);
    expect(timing).toEqual({ medianMs: 2, spreadMs: 0 });
  });

  it('of a slow network comes from fewer calls, but from 7', async () => {
    const clock = new StepClock();
    let calls = 0;
    const timing = await timeRepeats(
      () => {
        calls++;
        clock.pass(1000);
      },
      noBreath,
      clock.now,
    );
    expect(timing).toEqual({ medianMs: 1000, spreadMs: 0 });
    expect(calls).toBe(1 + 7);
  });

  it('leaves out what others do between two calls', async () => {
    const clock = new StepClock();
    const breathe = (): Promise<void> => {
      clock.pass(50);
      return Promise.resolve();
    };
    expect((await timeRepeats(() => clock.pass(3), breathe, clock.now)).medianMs).toBe(3);
  });

  it('is not found out when the trial was cancelled', async () => {
    let calls = 0;
    const breathe = (): Promise<void> =>
      calls < 4 ? Promise.resolve() : Promise.reject(new Error('cancelled'));
    await expect(
      timeRepeats(
        () => calls++,
        breathe,
        () => 0,
      ),
    ).rejects.toThrow('cancelled');
    expect(calls).toBe(4);
  });
});
