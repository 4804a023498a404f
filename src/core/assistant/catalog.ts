import { z } from 'zod';
import type { AssistantTool } from './tool';
import { compareRuns } from './tools/compare-runs';
import { describeArchitecture } from './tools/describe-architecture';
import { explainSpace } from './tools/explain-space';
import { listRuns } from './tools/list-runs';
import { pauseRun } from './tools/pause-run';
import { readRun } from './tools/read-run';
import { readTrial } from './tools/read-trial';
import { resumeRun } from './tools/resume-run';
import { startRun } from './tools/start-run';
import { stopRun } from './tools/stop-run';
import { validateExperiment } from './tools/validate-experiment';
import { waitForRun } from './tools/wait-for-run';

/** Every tool that assistants are offered, whoever offers them; `package.json` names the same, and a test compares. */
export const ASSISTANT_TOOLS: readonly AssistantTool[] = [
  listRuns,
  readRun,
  readTrial,
  compareRuns,
  validateExperiment,
  describeArchitecture,
  explainSpace,
  waitForRun,
  startRun,
  pauseRun,
  resumeRun,
  stopRun,
];

/** The JSON schema of a tool's input, as callers write it: what has a default may be left out. */
export function inputSchemaOf({ input }: AssistantTool): Record<string, unknown> {
  const schema = z.toJSONSchema(input, { io: 'input' });
  delete schema.$schema;
  return schema;
}
