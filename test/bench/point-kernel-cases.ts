import type { KernelCase } from './kernel-cases';
import { kindOf } from './kernel-cases';
import type { KernelRoom } from './kernel-room';

const FLOAT = 4;

/** An image as in a NAS-Bench-201 network of 8 channels. */
const [BATCH, SIZE, CHANNELS] = [64, 16, 8] as const;
const COUNT = BATCH * SIZE * SIZE * CHANNELS;
/** Words of it: batch, height, width, channels; and its steps. */
const IMAGE = [BATCH, SIZE, SIZE, CHANNELS] as const;
const ROW = SIZE * CHANNELS;
const IMG = SIZE * ROW;
/** Rows of a transformer of width 64: 32 sequences of 32. */
const [TOKENS, WIDTH] = [1024, 64] as const;
/** Weights of a NAS-Bench-201 network of 8 channels. */
const WEIGHTS = 56_808;

/** What reads and writes memory once or twice and computes little: gigabytes a second. */
export function pointCases(room: KernelRoom): KernelCase[] {
  return [
    ...imageCases(room),
    ...poolingCases(room),
    ...activationCases(room),
    ...rowCases(room),
    ...weightCases(room),
  ];
}

function bytes(kernel: string, title: string, floats: number, run: () => void): KernelCase {
  return { kernel, title, unit: 'GB/s', work: FLOAT * floats, run };
}

const IMAGE_TITLE = `${BATCH} x ${SIZE} x ${SIZE} x ${CHANNELS}`;

function imageCases(room: KernelRoom): KernelCase[] {
  const { kernels } = room;
  const image = (): readonly [number, number, number] => [room.floats(COUNT), IMG, ROW];
  const [x, y, z, r] = [image(), image(), image(), image()];
  const c = Array.from({ length: 9 }, () => room.floats(CHANNELS, () => 1.5));
  const [gamma, beta, mean, inverse, scale, shift, moving, variance, scratch] = [
    ...c,
    room.floats(3 * CHANNELS),
  ] as const;
  const [dgamma, dbeta] = [room.floats(CHANNELS), room.floats(CHANNELS)];
  const none = [0, 0, 0] as const;
  const terms = room.words([...x, scale!, shift!, ...z, scale!, shift!]);
  const seeds = room.words([12_345]);
  return [
    bytes('batchNormStatistics', IMAGE_TITLE, COUNT, () =>
      kernels.batchNormStatistics(
        ...IMAGE,
        ...x,
        gamma,
        beta!,
        1e-3,
        mean!,
        inverse!,
        scale!,
        shift!,
        moving!,
        variance!,
        0.9,
      ),
    ),
    bytes('affineSum', `${IMAGE_TITLE}, 2 terms, ReLU`, 4 * COUNT, () =>
      kernels.affineSum(...IMAGE, terms, 2, ...y, ...r, 1),
    ),
    bytes('batchNormGradient', `${IMAGE_TITLE}, after a ReLU`, 4 * COUNT, () =>
      kernels.batchNormGradient(
        ...IMAGE,
        ...z,
        1,
        scale!,
        shift!,
        ...x,
        mean!,
        inverse!,
        gamma,
        dgamma,
        dbeta,
        ...none,
        ...y,
        scratch!,
      ),
    ),
    bytes('accumulate', `${IMAGE_TITLE}, a copy`, 2 * COUNT, () =>
      kernels.accumulate(...IMAGE, ...x, ...none, ...y),
    ),
    bytes('accumulate', `${IMAGE_TITLE}, a sum`, 3 * COUNT, () =>
      kernels.accumulate(...IMAGE, ...x, ...z, ...y),
    ),
    bytes('copyChannels', IMAGE_TITLE, 2 * COUNT, () =>
      kernels.copyChannels(...IMAGE, ...x, CHANNELS, ...none, 0, ...y, CHANNELS),
    ),
    bytes('channelSum', IMAGE_TITLE, COUNT, () => kernels.channelSum(...IMAGE, ...x, dbeta)),
    bytes('reluGradient', `${IMAGE_TITLE} with bias`, 3 * COUNT, () =>
      kernels.reluGradient(...IMAGE, ...x, ...r, 0, ...none, ...y, dbeta),
    ),
    bytes('dropout', IMAGE_TITLE, 2 * COUNT, () =>
      kernels.dropout(...IMAGE, ...x, ...none, ...y, seeds, 0.3),
    ),
    bytes('dropExamples', IMAGE_TITLE, 2 * COUNT, () =>
      kernels.dropExamples(...IMAGE, ...x, ...none, ...y, seeds, 0.3),
    ),
    bytes('fillZero', `${COUNT}`, COUNT, () => kernels.fillZero(y[0], COUNT)),
  ];
}

function poolingCases(room: KernelRoom): KernelCase[] {
  const { kernels } = room;
  const [x, y, dx] = [room.floats(COUNT), room.floats(COUNT), room.floats(COUNT)];
  const taps = room.words(Array.from({ length: COUNT }, () => 4));
  const window = [...IMAGE, SIZE, SIZE, 3, 3, 1, 1, 1, 1] as const;
  const title = `${IMAGE_TITLE}, 3 x 3`;
  const halved = [...IMAGE, SIZE / 2, SIZE / 2, 2, 2, 2, 2, 0, 0] as const;
  const half = [y, IMG / 4, ROW / 2] as const;
  const halving = `${IMAGE_TITLE}, 2 x 2, stride 2`;
  const none = [0, 0, 0] as const;
  return [
    bytes('avgPool', title, 2 * COUNT, () => kernels.avgPool(...window, x, IMG, ROW, y, IMG, ROW)),
    bytes('avgPoolGradient', title, 2 * COUNT, () =>
      kernels.avgPoolGradient(...window, y, IMG, ROW, ...none, dx, IMG, ROW),
    ),
    bytes('maxPool', title, 3 * COUNT, () => kernels.maxPool(...window, x, IMG, ROW, y, IMG, ROW, taps)),
    bytes('maxPoolGradient', title, 3 * COUNT, () =>
      kernels.maxPoolGradient(...window, y, IMG, ROW, taps, ...none, dx, IMG, ROW),
    ),
    bytes('avgPool', halving, 1.25 * COUNT, () => kernels.avgPool(...halved, x, IMG, ROW, ...half)),
    bytes('avgPoolGradient', halving, 1.25 * COUNT, () =>
      kernels.avgPoolGradient(...halved, ...half, ...none, dx, IMG, ROW),
    ),
    bytes('maxPool', halving, 1.5 * COUNT, () => kernels.maxPool(...halved, x, IMG, ROW, ...half, taps)),
    bytes('maxPoolGradient', halving, 1.5 * COUNT, () =>
      kernels.maxPoolGradient(...halved, ...half, taps, ...none, dx, IMG, ROW),
    ),
  ];
}

function activationCases(room: KernelRoom): KernelCase[] {
  const { kernels } = room;
  const [x, y, dy] = [room.floats(COUNT), room.floats(COUNT), room.floats(COUNT)];
  return (['gelu', 'swish', 'tanh', 'hard_swish'] as const).flatMap((name) => [
    bytes('activate', `${IMAGE_TITLE}, ${name}`, 2 * COUNT, () =>
      kernels.activate(kindOf(name), ...IMAGE, x, IMG, ROW, y, IMG, ROW),
    ),
    bytes('activateGradient', `${IMAGE_TITLE}, ${name}`, 3 * COUNT, () =>
      kernels.activateGradient(kindOf(name), ...IMAGE, dy, IMG, ROW, x, IMG, ROW, 0, 0, 0, y, IMG, ROW),
    ),
  ]);
}

function rowCases(room: KernelRoom): KernelCase[] {
  const { kernels } = room;
  const count = TOKENS * WIDTH;
  const [x, y, dy] = [room.floats(count), room.floats(count), room.floats(count)];
  const [mean, inverse] = [room.floats(TOKENS), room.floats(TOKENS)];
  const [gamma, beta, dgamma, dbeta] = [WIDTH, WIDTH, WIDTH, WIDTH].map((n) => room.floats(n));
  const tokens = [1, 1, TOKENS, WIDTH] as const;
  const steps = [count, count] as const;
  const [rows, columns] = [4096, 32];
  const [scores, slopes] = [room.floats(rows * columns), room.floats(rows * columns)];
  const [outputs, targets, gradient] = [1280, 1280, 1280].map((n) =>
    room.floats(n, (i) => Number(i % 10 === 3)),
  );
  const [weights, losses] = [room.floats(128, () => 1 / 128), room.floats(128)];
  const ids = room.floats(TOKENS, (i) => (i * 37) % 100);
  const [table, dtable] = [room.floats(100 * WIDTH), room.floats(100 * WIDTH)];
  const title = `${TOKENS} rows of ${WIDTH}`;
  return [
    bytes('layerNorm', title, 2 * count, () =>
      kernels.layerNorm(...tokens, x, ...steps, gamma!, beta!, 1e-3, y, ...steps, mean, inverse),
    ),
    bytes('layerNormGradient', title, 3 * count, () =>
      kernels.layerNormGradient(
        ...tokens,
        dy,
        ...steps,
        x,
        ...steps,
        mean,
        inverse,
        gamma!,
        dgamma!,
        dbeta!,
        0,
        0,
        0,
        y,
        ...steps,
      ),
    ),
    bytes('addRow', title, 2 * count, () => kernels.addRow(TOKENS, WIDTH, x, gamma!, y)),
    bytes('softmax', `${rows} rows of ${columns}`, 2 * rows * columns, () =>
      kernels.softmax(rows, columns, scores, slopes, 0.25, 0),
    ),
    bytes('softmaxGradient', `${rows} rows of ${columns}`, 3 * rows * columns, () =>
      kernels.softmaxGradient(rows, columns, scores, slopes, slopes, 0.25),
    ),
    bytes('softmaxCrossEntropy', '128 rows of 10', 3 * 1280, () =>
      kernels.softmaxCrossEntropy(128, 10, outputs!, targets!, weights, losses, gradient!),
    ),
    bytes('squaredError', '128 rows of 10', 3 * 1280, () =>
      kernels.squaredError(128, 10, outputs!, targets!, weights, losses, gradient!),
    ),
    bytes('embedding', title, 2 * count, () => kernels.embedding(TOKENS, WIDTH, 100, ids, table, y)),
    bytes('embeddingGradient', title, 3 * count, () =>
      kernels.embeddingGradient(TOKENS, WIDTH, 100, ids, dy, dtable),
    ),
  ];
}

function weightCases(room: KernelRoom): KernelCase[] {
  const { kernels } = room;
  const [w, g] = [room.floats(WEIGHTS), room.floats(WEIGHTS)];
  const [m, v] = [room.floats(WEIGHTS, () => 0), room.floats(WEIGHTS, () => 0)];
  const table = room.words([w, g, m, v, WEIGHTS, 0, 0, 0]);
  const filter = room.floats(9 * 32 * 32);
  const flipped = room.floats(9 * 32 * 32);
  const title = `${WEIGHTS} weights`;
  return [
    bytes('sgd', title, 5 * WEIGHTS, () => kernels.sgd(table, 1, 1e-3, 0.9, 1, 1)),
    bytes('adam', title, 7 * WEIGHTS, () => kernels.adam(table, 1, 1e-3, 0.9, 0.999, 1, 1, 1e-7, 1)),
    bytes('rmsprop', title, 5 * WEIGHTS, () => kernels.rmsprop(table, 1, 1e-3, 0.9, 1e-7, 1)),
    bytes('sumOfSquares', title, WEIGHTS, () => void kernels.sumOfSquares(table, 1)),
    bytes('flipFilter', '3 x 3 x 32 x 32', 2 * 9 * 32 * 32, () =>
      kernels.flipFilter(filter, 3, 32, 32, 32, 2, 1, 3, 2, 1, 3, flipped),
    ),
  ];
}
