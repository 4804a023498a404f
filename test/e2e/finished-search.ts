import { execFileSync } from 'node:child_process';
import path from 'node:path';

/** Small perceptrons at a learning rate that some of them cannot bear: 30 trials in a few seconds, measured and failed ones. */
export const PERCEPTRONS = `{
  "task": { "kind": "image-classification", "dataset": "digits" },
  "space": { "kind": "mlp", "maxDepth": 3, "units": [8, 32, 128], "norms": ["none", "batch"] },
  "strategy": { "kind": "regularized-evolution", "populationSize": 10, "sampleSize": 3 },
  "estimator": { "kind": "training", "epochs": 4, "batchSize": 64, "optimizer": "sgd", "learningRate": 2 },
  "objectives": [
    { "metric": "valAccuracy", "goal": "maximize" },
    { "metric": "macs", "goal": "minimize" }
  ],
  "budget": { "trials": 30 },
  "seed": 3
}
`;

/** Cells of NAS-Bench-201 with four channels: 24 trials in a few seconds. */
export const CELLS = `{
  "task": { "kind": "image-classification", "dataset": "digits" },
  "space": { "kind": "nas-bench-201", "stemChannels": 4, "cellsPerStage": 1 },
  "strategy": { "kind": "regularized-evolution", "populationSize": 8, "sampleSize": 3 },
  "estimator": { "kind": "training", "epochs": 3, "batchSize": 64, "learningRate": 0.1 },
  "objectives": [
    { "metric": "valAccuracy", "goal": "maximize" },
    { "metric": "macs", "goal": "minimize" }
  ],
  "budget": { "trials": 24 },
  "seed": 3
}
`;

/** Runs an experiment of the workspace to its end with the command-line program, for views of what is finished. */
export function searchToTheEnd(workspace: string, experiment: string, ...more: readonly string[]): void {
  const cli = path.resolve('dist/cli.js');
  execFileSync(process.execPath, [cli, 'run', experiment, ...more], { cwd: workspace, stdio: 'ignore' });
}
