/** What a panel's page is made of. Addresses are those that `asWebviewUri` gave. */
export interface PageParts {
  readonly title: string;
  readonly cspSource: string;
  /** Fresh for every page; from `crypto`. */
  readonly nonce: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  /** What brings the panel back after a reload; the page hands it to `setState`. */
  readonly restore: unknown;
  /** Of what VS Code itself says, as a language tag. */
  readonly language: string;
  /** Sentences of that language by the English ones; `undefined` where there is no translation. */
  readonly words: Readonly<Record<string, string>> | undefined;
}

/**
 * The page of a panel. Only the one script with the nonce runs; the style
 * attributes that the toolkit and chart.js set on elements need `style-src-attr`.
 */
export function pageHtml(parts: PageParts): string {
  const { title, cspSource, nonce, scriptUri, styleUri, restore, language, words } = parts;
  const policy = [
    `default-src 'none'`,
    `img-src ${cspSource} data: blob:`,
    `style-src ${cspSource} 'nonce-${nonce}'`,
    `style-src-attr 'unsafe-inline'`,
    `script-src 'nonce-${nonce}'`,
    `font-src ${cspSource}`,
    `worker-src blob:`,
  ].join('; ');
  // Data in attributes: nothing of it can run.
  const data = [
    `data-restore="${escapeHtml(JSON.stringify(restore))}"`,
    ...(words ? [`data-words="${escapeHtml(JSON.stringify(words))}"`] : []),
  ];
  return `<!DOCTYPE html>
<html lang="${escapeHtml(words ? language : 'en')}">
  <head>
    <meta charset="UTF-8" />
    <meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}" />
    <meta property="csp-nonce" content="${escapeHtml(nonce)}" />
    <meta name="viewport" content="width=device-width, initial-scale=1.0" />
    <link rel="stylesheet" href="${escapeHtml(styleUri)}" />
    <title>${escapeHtml(title)}</title>
  </head>
  <body>
    <main id="app" ${data.join(' ')}></main>
    <script nonce="${escapeHtml(nonce)}" src="${escapeHtml(scriptUri)}"></script>
  </body>
</html>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
