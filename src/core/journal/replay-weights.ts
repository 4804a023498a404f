import { Bug } from '../base/errors';
import type { TrialId } from '../trial/trial';
import type { JournalEventOf, WeightsEvent } from './event';
import { courseOf } from './weights-course';
import type { WeightsCourse, WeightsPoint } from './weights-course';

/** More steps of a course than this are thinned: every second one is let go, again and again. */
export const MOST_POINTS = 512;

/** The courses after a line; what was there stays as it is. O(`MOST_POINTS`) time at most. */
export function applyWeights(
  courses: readonly WeightsCourse[],
  event: WeightsEvent,
): readonly WeightsCourse[] {
  const course = courseOf(courses, event.trial);
  if (event.type === 'architecture-decisions') {
    return [...courses.filter((other) => other !== course), begunBy(event)];
  }
  if (!course) throw new Bug('weights without decisions: the reader lets none pass');
  const longer = { ...course, ...withPoint(course, event) };
  return courses.map((other) => (other === course ? longer : other));
}

function begunBy(event: JournalEventOf<'architecture-decisions'>): WeightsCourse {
  const { trial, unit, keeps, decisions } = event;
  return { trial: trial as TrialId | undefined, unit, keeps, decisions, points: [], every: 1 };
}

/** A training that is taken up at an earlier step lets its later ones go, as learning curves do. */
function withPoint(
  { points: before, every }: WeightsCourse,
  { step, weights }: JournalEventOf<'architecture-weights'>,
): Pick<WeightsCourse, 'points' | 'every'> {
  const earlier = before.filter((point) => point.step < step);
  const last = earlier.at(-1);
  // The last one was perhaps kept for being the newest only.
  const regular = last && last.nth % every !== 0 ? earlier.slice(0, -1) : earlier;
  const point: WeightsPoint = { step, weights, nth: last ? last.nth + 1 : 0 };
  if (regular.length < MOST_POINTS) return { points: [...regular, point], every };
  const sparser = 2 * every;
  return { points: [...regular.filter(({ nth }) => nth % sparser === 0), point], every: sparser };
}
