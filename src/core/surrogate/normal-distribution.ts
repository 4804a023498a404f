const INVERSE_SQRT_2PI = 0.3989422804014327;

/** Density of the standard normal distribution. */
export function normalDensity(z: number): number {
  return INVERSE_SQRT_2PI * Math.exp(-0.5 * z * z);
}

/**
 * Probability that a standard normal variable is at most `z`.
 *
 * Hart's algorithm 5666 as given by West, "Better approximations to cumulative normal functions", Wilmott, 2005:
 * absolute error below 1e-14, relative error in the lower tail below 1e-7.
 */
export function normalCdf(z: number): number {
  const x = Math.abs(z);
  if (x > 37) return z > 0 ? 1 : 0;
  const tail = x < 7.07106781186547 ? centralTail(x) : farTail(x);
  return z > 0 ? 1 - tail : tail;
}

function centralTail(x: number): number {
  const above =
    ((((((3.52624965998911e-2 * x + 0.700383064443688) * x + 6.37396220353165) * x + 33.912866078383) * x +
      112.079291497871) *
      x +
      221.213596169931) *
      x +
      220.206867912376) *
    Math.exp(-0.5 * x * x);
  const below =
    ((((((8.83883476483184e-2 * x + 1.75566716318264) * x + 16.064177579207) * x + 86.7807322029461) * x +
      296.564248779674) *
      x +
      637.333633378831) *
      x +
      793.826512519948) *
      x +
    440.413735824752;
  return above / below;
}

/** A continued fraction. */
function farTail(x: number): number {
  return (INVERSE_SQRT_2PI * Math.exp(-0.5 * x * x)) / (x + 1 / (x + 2 / (x + 3 / (x + 4 / (x + 0.65)))));
}

/**
 * Expected improvement of N(mean, sd²) over `best`, higher being better: E[max(0, Y - best)].
 *
 * Mockus 1975; Jones, Schonlau and Welch, 1998, equation 15. With no spread, the improvement itself.
 */
export function expectedImprovement(mean: number, sd: number, best: number): number {
  if (!(sd > 0)) return Math.max(0, mean - best);
  const z = (mean - best) / sd;
  return Math.max(0, sd * (z * normalCdf(z) + normalDensity(z)));
}
