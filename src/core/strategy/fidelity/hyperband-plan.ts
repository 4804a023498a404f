import type { IdealRung } from './rung-plan';

/** How the number of candidates of a bracket is rounded. */
export type BracketForm = 'paper' | 'floor';

/** Quotients and powers of eta are worked out in floating point. */
const TOLERANCE = 1e-9;

/** s_max: how many promotions there are between the smallest resource and a full measurement R, ⌊log_η(R/r)⌋. */
export function mostPromotions(smallest: number, full: number, eta: number): number {
  let promotions = 0;
  for (let resource = smallest * eta; resource <= full * (1 + TOLERANCE); resource *= eta) promotions++;
  return promotions;
}

/**
 * Bracket s of Hyperband: n candidates at R η^-s, of which ⌊n η^-i⌋ are left in rung i at R η^(i-s).
 *
 * n = ⌈(s_max + 1) η^s / (s + 1)⌉ in the paper, ⌊(s_max + 1) / (s + 1)⌋ η^s in HpBandSter.
 */
export function hyperbandBracket(
  s: number,
  mostPromoted: number,
  full: number,
  eta: number,
  form: BracketForm,
): IdealRung[] {
  const share = (mostPromoted + 1) / (s + 1);
  const n = form === 'paper' ? Math.ceil(share * eta ** s - TOLERANCE) : Math.floor(share) * eta ** s;
  return Array.from({ length: s + 1 }, (_, i) => ({
    resource: full * eta ** (i - s),
    size: Math.max(1, Math.floor(n * eta ** -i + TOLERANCE)),
  }));
}
