import { l10n } from 'vscode';

const FOLDER_SETTING = 'nas.nativeBackend.folder';

/** What a person can do where the native backend could not be installed. */
export function installAdvice(reason: string, download: boolean): string {
  const why = download
    ? l10n.t(
        "The TensorFlow library is downloaded from {0}, and the rest from npm's registry; one of them could not be reached.",
        'https://storage.googleapis.com/',
      )
    : l10n.t('Everything that npm said is in the log.');
  return [
    reason,
    '',
    why,
    '',
    ...remedies().map((remedy) => `• ${remedy}`),
    '',
    l10n.t('Nothing was changed. The backend plan needs nothing installed and is faster on small networks.'),
  ].join('\n');
}

function remedies(): string[] {
  return [
    l10n.t(
      "Behind a proxy: name it in VS Code's setting {0}, or in the environment variable {1}, and try again.",
      'http.proxy',
      'HTTPS_PROXY',
    ),
    l10n.t(
      'With a mirror: name it in the setting {0}, or in the environment variables {1} or {2}.',
      'nas.nativeBackend.mirror',
      'TFJS_NODE_CDN_STORAGE',
      'TFJS_NODE_BASE_URI',
    ),
    l10n.t(
      'Without that server: "npm run native" in a clone of NAS Workbench builds it from the Python package tensorflow-cpu, and says which folder to name in the setting {0}.',
      FOLDER_SETTING,
    ),
    l10n.t('Installed somewhere else already: name that folder in {0}.', FOLDER_SETTING),
  ];
}

export function noNpmText(): string {
  return l10n.t(
    'npm was not found, neither beside the Node that runs VS Code nor on the PATH. Install Node.js (nodejs.org), which brings npm, and start VS Code again; or name a folder that has @tensorflow/tfjs-node in the setting {0}.',
    FOLDER_SETTING,
  );
}
