import { l10n } from 'vscode';
import { RUN_PROTOCOL_VERSION } from '../../protocol/run-protocol';
import type { SearchOffer } from '../../protocol/run-protocol';
import { OwnedProcess } from '../processes/owned-process';
import type { ProcessWords } from '../processes/owned-process';

export interface SearchProcessOptions {
  /** Absolute path of `search.js`. */
  readonly script: string;
  /** Each line that the process writes to stderr or stdout. */
  readonly onOutput: (line: string) => void;
}

/** A search process of ours, with its evaluators. */
export class SearchProcess extends OwnedProcess<SearchOffer> {
  constructor(options: SearchProcessOptions) {
    super({
      ...options,
      words: WORDS,
      version: RUN_PROTOCOL_VERSION,
      listen: (peer, heard) =>
        peer.on('search/ready', ({ protocolVersion }) => {
          heard(protocolVersion);
        }),
    });
  }
}

const WORDS: ProcessWords = {
  silent: (seconds) => l10n.t('the search process did not answer within {0} s', seconds),
  get wasEnded() {
    return l10n.t('the search process was ended');
  },
  get hasFinished() {
    return l10n.t('the search process has finished');
  },
  failed: (how, last) =>
    last === undefined
      ? l10n.t('the search process ended ({0})', how)
      : l10n.t('the search process ended ({0}): {1}', how, last),
};
