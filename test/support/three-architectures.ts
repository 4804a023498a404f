import type { ArchitecturePicture } from '../../src/protocol/panel-protocol';
import { blockPicture } from './panels';

/** Three networks with one input and one output that differ inside: a kernel, a skip, a pooling, a block. */
export function architecturePictures(): readonly [
  ArchitecturePicture,
  ArchitecturePicture,
  ArchitecturePicture,
] {
  return [
    blockPicture('digits · trial 3', [{ kernel: 3 }, { kernel: 3 }, { kernel: 3 }], 0.951),
    blockPicture('digits · trial 12', [{ kernel: 3 }, { kernel: 5 }, { kernel: 3, skip: false }], 0.974),
    blockPicture(
      'letters · trial 26',
      [{ kernel: 3 }, { kernel: 3, pool: true }, { kernel: 3 }, { kernel: 3 }],
      0.938,
    ),
  ];
}
