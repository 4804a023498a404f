import type { WeightsCourse } from '../journal/weights-course';
import { cellsOf, skipCount } from './architecture-weights';

/** So many skip connections in one normal cell end a search by DARTS+. */
export const MOST_SKIPS = 2;

/** Skip connections have taken over a cell. */
export interface SkipWarning {
  /** `undefined` where decisions belong to no cell. */
  readonly cell: string | undefined;
  readonly skips: number;
  /** Choices that the cell keeps. */
  readonly kept: number;
  /** The step from which on it has been so without a break, as far as the course was kept. */
  readonly since: number;
}

/**
 * The cells whose discrete network has two or more skip connections at the newest step, and since when.
 *
 * Differentiable search is known to collapse when it goes on for too long: skip connections win because a network that
 * is not trained yet learns fastest through them, the validation loss of the network with all alternatives still falls,
 * and the discrete network is poor.
 * - Liang et al., DARTS+: Improved Differentiable Architecture Search with Early Stopping, arXiv 1909.06035, 2019,
 *   criterion 1: the search stops when there are two or more than two skip-connects in one normal cell.
 * - Zela et al., Understanding and Robustifying Differentiable Architecture Search, ICLR 2020: the weights lean to
 *   operations without parameters, and how well the result generalises goes with the dominant eigenvalue of the
 *   Hessian of the validation loss in the architecture weights. A journal has no Hessian, so that is not looked at.
 *
 * Departures: a skip connection counts when it has a clear lead (`CLEAR_LEAD`); where cells have no names, all decisions
 * are taken for one normal cell; a cell is one of reduction when its name says so, and is not warned of.
 * O(points × decisions × alternatives).
 */
export function skipWarnings(course: WeightsCourse): readonly SkipWarning[] {
  const newest = course.points.at(-1);
  if (!newest) return [];
  return cellsOf(course)
    .filter((cell) => cell === undefined || !/reduc/i.test(cell))
    .flatMap((cell) => {
      const count = skipCount(course, newest, cell);
      return count.skips < MOST_SKIPS ? [] : [{ cell, ...count, since: sinceWhen(course, cell) }];
    });
}

function sinceWhen(course: WeightsCourse, cell: string | undefined): number {
  const { points } = course;
  const fewer = points.findLastIndex((point) => skipCount(course, point, cell).skips < MOST_SKIPS);
  return points[fewer + 1]!.step;
}
