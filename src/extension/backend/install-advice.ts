/** What a person can do where the native backend could not be installed. */
export function installAdvice(reason: string, download: boolean): string {
  const why = download
    ? `The TensorFlow library is downloaded from https://storage.googleapis.com/, and the rest from npm's registry; one of them could not be reached.`
    : 'Everything that npm said is in the log.';
  return [
    reason,
    '',
    why,
    '',
    "• Behind a proxy: name it in VS Code's setting http.proxy, or in the environment variable HTTPS_PROXY, and try again.",
    '• With a mirror: name it in the setting nas.nativeBackend.mirror, or in the environment variables TFJS_NODE_CDN_STORAGE or TFJS_NODE_BASE_URI.',
    '• Without that server: "npm run native" in a clone of NAS Workbench builds it from the Python package tensorflow-cpu, and says which folder to name in the setting nas.nativeBackend.folder.',
    '• Installed somewhere else already: name that folder in nas.nativeBackend.folder.',
    '',
    'Nothing was changed. The backend plan needs nothing installed and is faster on small networks.',
  ].join('\n');
}

export const NO_NPM =
  'npm was not found, neither beside the Node that runs VS Code nor on the PATH. Install Node.js (nodejs.org), which brings npm, and start VS Code again; or name a folder that has @tensorflow/tfjs-node in the setting nas.nativeBackend.folder.';
