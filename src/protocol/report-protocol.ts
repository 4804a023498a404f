import type { ReportStep } from '../core/report/report-step';

/** Version of the messages between the extension host and the process that writes reports. */
export const REPORT_PROTOCOL_VERSION = 1;

/** A journal as it lies in its folder, and how errors call it. */
export interface JournalBytes {
  readonly bytes: Uint8Array;
  readonly place: string;
}

export interface RunReportRequest {
  readonly journal: JournalBytes;
  /** The experiment file beside the run; absent where it is gone. */
  readonly written?: {
    /** Its name, without folders. */
    readonly file: string;
    readonly text: string;
  };
}

export interface ComparisonReportRequest {
  /** `comparison.json`, whole. */
  readonly result: string;
  readonly place: string;
}

/** A run that is put beside others. */
export interface ReportedRun {
  readonly journal: JournalBytes;
  readonly runId: string;
  readonly experimentName: string;
}

export interface RunsReportRequest {
  readonly runs: readonly ReportedRun[];
}

/** What is being made now. */
export type ReportStage = 'reading' | ReportStep;

/** What the process that writes reports offers its parent. Each answer is a whole HTML document in UTF-8. */
export interface ReportOffer {
  requests: {
    /** Fails with code `input` for a journal that cannot be read, with its line. */
    'report/run': { params: RunReportRequest; result: { html: Uint8Array } };
    'report/comparison': { params: ComparisonReportRequest; result: { html: Uint8Array } };
    /** Fails with code `input` where the runs have nothing in common that can be compared. */
    'report/runs': { params: RunsReportRequest; result: { html: Uint8Array } };
  };
  events: {
    'report/ready': { protocolVersion: number };
    'report/stage': { stage: ReportStage };
  };
}
