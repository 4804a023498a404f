import { expect, it } from 'vitest';
import { answerJobs } from '../../../webview/shared/worker-line';

it('answers a job with its shares and its result', () => {
  expect(
    answersOf((input, progress) => {
      for (const share of [0.01, 0.5, 0.505, 1]) progress(share);
      return input * 2;
    }),
  ).toEqual([
    { id: 7, share: 0.5 },
    { id: 7, share: 1 },
    { id: 7, result: 42 },
  ]);
});

it('answers a job that throws with the message', () => {
  expect(
    answersOf(() => {
      throw new RangeError('too deep');
    }),
  ).toEqual([{ id: 7, problem: 'too deep' }]);
});

function answersOf(work: (input: number, progress: (share: number) => void) => number): unknown[] {
  const answers: unknown[] = [];
  const scope: Parameters<typeof answerJobs<number, number>>[0] = {
    onmessage: null,
    postMessage: (answer) => void answers.push(answer),
  };
  answerJobs(scope, work);
  scope.onmessage?.({ data: { id: 7, input: 21 } });
  return answers;
}
