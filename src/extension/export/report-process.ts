import { l10n } from 'vscode';
import { REPORT_PROTOCOL_VERSION } from '../../protocol/report-protocol';
import type { ReportOffer } from '../../protocol/report-protocol';
import { OwnedProcess } from '../processes/owned-process';
import type { ProcessWords } from '../processes/owned-process';

/** Ten thousand trials take a few hundred. */
const MAX_HEAP_MB = 3_000;

/** A process that makes one report. */
export class ReportProcess extends OwnedProcess<ReportOffer> {
  /** @param script absolute path of `report.js` */
  constructor(script: string, onOutput: (line: string) => void) {
    super({
      script,
      onOutput,
      words: WORDS,
      version: REPORT_PROTOCOL_VERSION,
      listen: (peer, heard) =>
        peer.on('report/ready', ({ protocolVersion }) => {
          heard(protocolVersion);
        }),
      hasBytes: true,
      maxHeapMb: MAX_HEAP_MB,
    });
  }
}

const WORDS: ProcessWords = {
  silent: (seconds) => l10n.t('the process that writes the report did not answer within {0} s', seconds),
  get wasEnded() {
    return l10n.t('the process that writes the report was ended');
  },
  get hasFinished() {
    return l10n.t('the process that writes the report ended before the report was written');
  },
  failed: (how, last) =>
    last === undefined
      ? l10n.t('the process that writes the report ended ({0})', how)
      : l10n.t('the process that writes the report ended ({0}): {1}', how, last),
};
