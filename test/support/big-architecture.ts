import { createSpace, spaceSchema } from '../../src/core/space/catalog';
import type { ArchitecturePicture } from '../../src/protocol/panel-protocol';

const CELL =
  '|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_1x1~1|+|skip_connect~0|nor_conv_3x3~1|avg_pool_3x3~2|';

/** NAS-Bench-201's network with so many cells in each of its three stages: about 1,000 nodes with 66. */
export function bigPicture(cellsPerStage: number): ArchitecturePicture {
  const space = createSpace(spaceSchema.parse({ kind: 'nas-bench-201', cellsPerStage }), {
    inputShape: [32, 32, 3],
    outputUnits: 10,
  });
  const { nodes } = space.build(space.parse(CELL));
  return {
    title: `${3 * cellsPerStage} cells`,
    subtitle: 'a large network',
    notation: CELL,
    nodes,
    metrics: {},
  };
}
