import '../shared/no-eval';
import { answerJobs } from '../shared/worker-line';
import type { CompareJob } from './compare-service';
import type { Comparison } from './comparison';
import { compare } from './comparison';

declare const self: Parameters<typeof answerJobs<CompareJob, Comparison>>[0];

/** The other side of `compare-service.ts`. */
answerJobs(self, ({ architectures, reference }) => compare(architectures, reference));
