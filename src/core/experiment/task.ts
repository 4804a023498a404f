import * as z from 'zod';

const path = z.string().min(1).describe('Path of a file or folder, relative to the experiment file.');

const label = z
  .union([z.string().min(1), z.number().int().nonnegative()])
  .describe('Name of the column in the header, or its position from 0.');

const builtIn = z
  .enum(['digits'])
  .describe('Data that ships with the extension. `digits`: 1,797 images of 8x8.');

const idx = z.strictObject({
  format: z.literal('idx'),
  images: path.describe('IDX file of images or vectors, plain or .gz.'),
  labels: path.describe('IDX file of labels, plain or .gz.'),
  testImages: path
    .optional()
    .describe('IDX file of test images; without it a part of the images is held out.'),
  testLabels: path.optional().describe('IDX file of test labels.'),
});

const csv = z.strictObject({
  format: z.literal('csv'),
  path: path.describe('CSV file, plain or .gz, with one example a row.'),
  label,
  header: z.boolean().default(true).describe('Whether the first row names the columns.'),
  separator: z.string().length(1).default(',').describe('The character between columns.'),
  imageShape: z
    .tuple([z.number().int().positive(), z.number().int().positive(), z.number().int().positive()])
    .optional()
    .describe('`[height, width, channels]` when the columns are the pixels of an image, row by row.'),
});

const imageFolder = z.strictObject({
  format: z.literal('image-folder'),
  path: path.describe('Folder with one sub-folder of PNG or JPEG files per class.'),
  size: z
    .tuple([z.number().int().positive(), z.number().int().positive()])
    .describe('`[height, width]` that every image is resized to.'),
  channels: z
    .union([z.literal(1), z.literal(3)])
    .default(3)
    .describe('1: grey, 3: colour.'),
});

const datasetSchema = z.union([builtIn, z.discriminatedUnion('format', [idx, csv, imageFolder])]);

export const taskSchema = z
  .strictObject({
    kind: z
      .enum(['image-classification', 'classification', 'regression'])
      .describe(
        '`classification` takes vectors, `image-classification` images, `regression` predicts numbers.',
      ),
    dataset: datasetSchema.describe('A built-in name, or files of your own.'),
    validationFraction: z
      .number()
      .gt(0)
      .lt(1)
      .default(0.2)
      .describe('Share of the examples that candidates are compared on.'),
    testFraction: z
      .number()
      .gt(0)
      .lt(1)
      .default(0.2)
      .describe(
        'Share of the examples that nothing sees before the search has ended. Unused when the data has its own test files.',
      ),
    standardize: z
      .boolean()
      .default(true)
      .describe('Scale inputs with the mean and deviation of the training examples.'),
  })
  .describe('What the network is for, and the data.');

/** A task with its defaults filled in. Paths are as written, or absolute after `resolveTask`. */
export type TaskSpec = z.output<typeof taskSchema>;

export type DatasetSpec = z.output<typeof datasetSchema>;
