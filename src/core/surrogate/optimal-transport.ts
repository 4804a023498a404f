/** Shares of the whole mass below this are rounding. */
const ROUNDING = 1e-12;

/**
 * Optimal transport between two lists of masses whose totals may differ: any part may stay unmatched.
 *
 * Moving a unit from source i to sink j costs `costs[i, j]`; a unit that stays costs 1, on either side. So nothing moves
 * where that costs 2 or more, and `Infinity` forbids a move. This is the linear programme of Kandasamy et al., "Neural Architecture
 * Search with Bayesian Optimisation and Optimal Transport", NeurIPS 2018 (arXiv:1802.07191), section 3, whose dummy
 * layers take what stays.
 *
 * Exact, by successive shortest paths with potentials (Ahuja, Magnanti and Orlin, "Network Flows", 1993, section 9.7): one source after
 * the other, each sends along the path that costs least now, which may send on what others sent. A path of k steps
 * costs O(k (n + m)) and there are few more than n + m of them. A general solver of linear programmes takes some hundred times
 * as long at the sizes of networks. Keeps its scratch between calls.
 */
export class PartialTransport {
  #n = 0;
  /** Sinks and, last, the place where what stays goes: no limit, no cost. */
  #m = 0;
  /** `[n, m]`: what a move costs more than staying on both sides. */
  #costs = new Float64Array(0);
  #flow = new Float64Array(0);
  /** What the sinks can still take. */
  #room = new Float64Array(0);
  #rowPotential = new Float64Array(0);
  #columnPotential = new Float64Array(0);
  /** Of one search: how far each sink is, from which source it is reached; how each source is; what is settled. */
  #distance = new Float64Array(0);
  #columnFrom = new Int32Array(0);
  #rowFrom = new Int32Array(0);
  #isSettled = new Uint8Array(0);

  /**
   * The least cost.
   *
   * @param supplies `[n]`, not negative
   * @param demands `[m]`, not negative
   * @param costs `[n, m]`, row-major, not negative
   */
  cost(supplies: Float64Array, demands: Float64Array, costs: Float64Array): number {
    let total = 0;
    for (const mass of supplies) total += mass;
    for (const mass of demands) total += mass;
    if (supplies.length === 0 || demands.length === 0) return total;
    if (supplies.length === 1 && demands.length === 1)
      return total - Math.max(0, 2 - costs[0]!) * Math.min(supplies[0]!, demands[0]!);

    this.#prepare(supplies.length, demands, costs);
    const rounding = ROUNDING * total;
    for (let source = 0; source < supplies.length; source++) {
      this.#startAt(source);
      for (let rest = supplies[source]!; rest > rounding;) {
        const sink = this.#search(source, rounding);
        if (sink === this.#m - 1 && this.#columnFrom[sink] === source) break; // the rest stays
        rest -= this.#send(source, sink, rest);
      }
    }
    return Math.max(0, total + this.#moved());
  }

  #prepare(n: number, demands: Float64Array, costs: Float64Array): void {
    const m = demands.length + 1;
    this.#n = n;
    this.#m = m;
    if (this.#flow.length < n * m) {
      this.#flow = new Float64Array(n * m);
      this.#costs = new Float64Array(n * m);
    }
    if (this.#rowFrom.length < n) {
      this.#rowFrom = new Int32Array(n);
      this.#rowPotential = new Float64Array(n);
    }
    if (this.#room.length < m) {
      this.#room = new Float64Array(m);
      this.#columnPotential = new Float64Array(m);
      this.#distance = new Float64Array(m);
      this.#columnFrom = new Int32Array(m);
      this.#isSettled = new Uint8Array(m);
    }
    this.#flow.fill(0, 0, n * m);
    this.#columnPotential.fill(0, 0, m);
    this.#room.set(demands);
    this.#room[m - 1] = Infinity;
    for (let i = 0, k = 0; i < n; i++) {
      for (let j = 0; j < m - 1; j++) this.#costs[i * m + j] = Math.min(0, costs[k++]! - 2);
      this.#costs[i * m + m - 1] = 0;
    }
  }

  /** Makes what the source's moves cost beside potentials not negative. */
  #startAt(source: number): void {
    let least = Infinity;
    for (let j = 0; j < this.#m; j++)
      least = Math.min(least, this.#costs[source * this.#m + j]! - this.#columnPotential[j]!);
    this.#rowPotential[source] = least;
  }

  /** Dijkstra's search from a source to the nearest sink with room; then moves the potentials, so that the path costs nothing. */
  #search(source: number, rounding: number): number {
    const [m, distance, settled, rowFrom] = [this.#m, this.#distance, this.#isSettled, this.#rowFrom];
    rowFrom.fill(-1, 0, this.#n);
    distance.fill(Infinity, 0, m);
    settled.fill(0, 0, m);
    let sink = this.#reach(source, 0);
    while (this.#room[sink]! <= rounding) {
      settled[sink] = 1;
      const at = distance[sink]!;
      for (let i = 0, k = sink; i < this.#n; i++, k += m) {
        if (this.#flow[k]! <= 0 || rowFrom[i] !== -1 || i === source) continue;
        rowFrom[i] = sink;
        this.#reach(i, at);
      }
      sink = nearest(distance, settled, m);
    }
    this.#movePotentials(source, distance[sink]!);
    return sink;
  }

  /** Looks at every sink from a source that is `at` away, and answers the one that is nearest from there. */
  #reach(source: number, at: number): number {
    const [m, costs, potential] = [this.#m, this.#costs, this.#columnPotential];
    const [distance, from] = [this.#distance, this.#columnFrom];
    const base = at - this.#rowPotential[source]!;
    let nearby = m - 1;
    for (let j = m - 1, k = (source + 1) * m - 1; j >= 0; j--, k--) {
      const through = base + costs[k]! - potential[j]!;
      // What is settled is nearer, but for rounding.
      if (through >= distance[j]! || this.#isSettled[j] === 1) continue;
      distance[j] = through;
      from[j] = source;
      if (through < distance[nearby]!) nearby = j;
    }
    return nearby;
  }

  #movePotentials(source: number, end: number): void {
    this.#rowPotential[source]! += end;
    for (let i = 0; i < this.#n; i++) {
      const from = this.#rowFrom[i]!;
      if (from >= 0) this.#rowPotential[i]! += end - this.#distance[from]!;
    }
    for (let j = 0; j < this.#m; j++)
      if (this.#isSettled[j] === 1) this.#columnPotential[j]! -= end - this.#distance[j]!;
  }

  /** Sends as much as the path bears, at most `rest`, and answers how much. */
  #send(source: number, sink: number, rest: number): number {
    let amount = Math.min(rest, this.#room[sink]!);
    for (let i = this.#columnFrom[sink]!; i !== source; i = this.#columnFrom[this.#rowFrom[i]!]!)
      amount = Math.min(amount, this.#flow[i * this.#m + this.#rowFrom[i]!]!);
    this.#room[sink]! -= amount;
    let j = sink;
    let i = this.#columnFrom[j]!;
    this.#flow[i * this.#m + j]! += amount;
    while (i !== source) {
      j = this.#rowFrom[i]!;
      this.#flow[i * this.#m + j]! -= amount;
      i = this.#columnFrom[j]!;
      this.#flow[i * this.#m + j]! += amount;
    }
    return amount;
  }

  /** What moving costs beside staying: not positive. */
  #moved(): number {
    let sum = 0;
    for (let k = 0; k < this.#n * this.#m; k++) sum += this.#flow[k]! * this.#costs[k]!;
    return sum;
  }
}

function nearest(distance: Float64Array, settled: Uint8Array, m: number): number {
  let best = -1;
  for (let j = m - 1; j >= 0; j--)
    if (settled[j] === 0 && (best < 0 || distance[j]! < distance[best]!)) best = j;
  return best;
}
