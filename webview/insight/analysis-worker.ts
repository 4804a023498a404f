import '../shared/no-eval';
import { ANALYSES } from './analysis-jobs';
import type { Analyses, AnalysisKind } from './analysis-jobs';

/** The other side of `analysis-service.ts`, one analysis at a time. */
export interface AnalysisJob<K extends AnalysisKind = AnalysisKind> {
  readonly id: number;
  readonly kind: K;
  readonly input: Analyses[K]['input'];
}

export type AnalysisReply =
  | { readonly id: number; readonly result: Analyses[AnalysisKind]['result'] }
  | { readonly id: number; readonly problem: string };

interface WorkerScope {
  onmessage: ((event: { readonly data: AnalysisJob }) => void) | null;
  postMessage(reply: AnalysisReply): void;
}

declare const self: WorkerScope;

self.onmessage = ({ data: { id, kind, input } }) => {
  try {
    self.postMessage({ id, result: analyse(kind, input) });
  } catch (error) {
    self.postMessage({ id, problem: error instanceof Error ? error.message : String(error) });
  }
};

function analyse<K extends AnalysisKind>(kind: K, input: Analyses[K]['input']): Analyses[K]['result'] {
  return ANALYSES[kind](input);
}
