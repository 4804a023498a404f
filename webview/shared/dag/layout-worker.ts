import type { LayoutRequest, LayoutResult } from '../../../src/core/drawing/dag-layout';
import { answerJobs } from '../worker-line';
import { placeInParts } from './dag-segments';

declare const self: Parameters<typeof answerJobs<LayoutRequest, LayoutResult>>[0];

/** The other side of `layout-service.ts`. */
answerJobs(self, placeInParts);
