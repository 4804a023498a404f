import { show } from '../../base/errors';
import { knownInputOf } from '../built-in-datasets';
import type { Finding } from '../diagnose';
import type { Experiment, TaskSpec } from '../experiment';
import { finding } from './finding';

/** A task, its data and its training that do not go together. */
export function dataFindings({ task, estimator }: Experiment): Finding[] {
  if (!task) return [];
  const findings = [...kindFindings(task), ...splitFindings(task)];
  const { trainExamples } = knownInputOf(task);
  if (estimator.kind === 'training' && trainExamples !== undefined && estimator.batchSize > trainExamples) {
    const what = `at most the ${trainExamples} examples to train on`;
    // How the split rounds is not known here: a power of two stays below it.
    const choices = [2 ** Math.floor(Math.log2(trainExamples))];
    const path = ['estimator', 'batchSize'];
    findings.push(finding('warning', 'batch-too-large', path, what, estimator.batchSize, { choices }));
  }
  return findings;
}

function kindFindings({ kind, dataset }: TaskSpec): Finding[] {
  const path = ['task', 'kind'];
  const isFolder = typeof dataset !== 'string' && dataset.format === 'image-folder';
  if (kind === 'regression' && (typeof dataset === 'string' || isFolder)) {
    const choices = ['image-classification', 'classification'];
    const name = typeof dataset === 'string' ? dataset : 'an image folder';
    return [
      finding(
        'error',
        'task-does-not-fit-data',
        path,
        `a classification, because ${name} has classes`,
        kind,
        { choices },
      ),
    ];
  }
  if (kind === 'image-classification' && typeof dataset !== 'string' && dataset.format === 'csv') {
    if (!dataset.imageShape) {
      const what = 'classification, because the rows of a CSV file are vectors without imageShape';
      return [finding('error', 'task-does-not-fit-data', path, what, kind, { choices: ['classification'] })];
    }
  }
  return [];
}

function splitFindings({ dataset, validationFraction, testFraction }: TaskSpec): Finding[] {
  const hasTestFiles =
    typeof dataset !== 'string' && dataset.format === 'idx' && dataset.testImages !== undefined;
  const findings: Finding[] = [];
  if (!hasTestFiles && validationFraction + testFraction >= 1) {
    const what = `less than ${show(1 - testFraction)}, so that with testFraction examples are left to train on`;
    findings.push(
      finding('error', 'no-training-examples', ['task', 'validationFraction'], what, validationFraction, {
        choices: [halfOf(1 - testFraction)],
        mend: { path: ['task', 'testFraction'], value: halfOf(1 - validationFraction) },
      }),
    );
  }
  if (typeof dataset !== 'string' && dataset.format === 'idx') {
    const { testImages, testLabels } = dataset;
    if ((testImages === undefined) !== (testLabels === undefined)) {
      const missing = testImages === undefined ? 'testImages' : 'testLabels';
      findings.push(
        finding(
          'error',
          'missing-test-file',
          ['task', 'dataset', missing],
          'both test files or none',
          undefined,
          { removes: ['task', 'dataset', testImages === undefined ? 'testLabels' : 'testImages'] },
        ),
      );
    }
  }
  return findings;
}

/** Of what is left, as people write fractions. */
function halfOf(left: number): number {
  return Number((left / 2).toPrecision(2));
}
