import { describe, expect, it } from 'vitest';
import { DistanceTable } from '../../../../src/core/strategy/nasbot/distance-table';
import type { NetworkMetric, NetworkView } from '../../../../src/core/strategy/nasbot/metric';

interface Point extends NetworkView {
  readonly x: number;
}

/** Points on a line, at their distance and twice of it; counts what is asked. */
function line(): { metric: NetworkMetric<Point>; asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    metric: {
      nDistances: 2,
      viewOf: ([x = 0]) => ({ x, signature: String(x), magnitude: 1, work: 1 }),
      distances(a, b, out, at) {
        asked.push(`${a.x} ${b.x}`);
        out[at] = Math.abs(a.x - b.x);
        out[at + 1] = 2 * out[at];
      },
    },
  };
}

describe('the table of distances', () => {
  it('writes distances to sites in their order, each worked out once', () => {
    const { metric, asked } = line();
    const table = new DistanceTable(metric);
    const [three, ten] = [table.of([3]), table.of([10])];
    table.addSite(three);
    table.addSite(ten);
    const out = new Float64Array(5);

    table.write(table.of([4]), [ten, three], out, 1);
    table.write(table.of([4]), [three, ten], new Float64Array(4));

    expect([...out]).toEqual([0, 6, 12, 1, 2]);
    expect(asked).toEqual(['4 10', '4 3']);
  });

  it('takes encodings of one network for one', () => {
    const { metric, asked } = line();
    const table = new DistanceTable(metric);
    const site = table.of([3]);
    table.addSite(site);
    table.addSite(table.of([3, 99]));

    table.write(table.of([5]), [site], new Float64Array(2));
    table.write(table.of([5, 1]), [site], new Float64Array(2));

    expect({ nSites: table.nSites, asked }).toEqual({ nSites: 1, asked: ['5 3'] });
  });

  it('keeps sites, and is right, when it has seen more networks than it remembers', () => {
    const { metric, asked } = line();
    const table = new DistanceTable(metric);
    const site = table.of([0]);
    table.addSite(site);
    const out = new Float64Array(2);
    for (let x = 1; x <= 4000; x++) table.write(table.of([x]), [table.of([0])], out);
    table.write(table.of([1]), [site], out);

    expect({ out: [...out], nSites: table.nSites, nAsked: asked.length }).toEqual({
      out: [1, 2],
      nSites: 1,
      nAsked: 4001,
    });
  });
});
