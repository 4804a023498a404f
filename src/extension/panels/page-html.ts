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
}

/**
 * The page of a panel. Only the one script with the nonce runs; the style
 * attributes that the toolkit and chart.js set on elements need `style-src-attr`.
 */
export function pageHtml({ title, cspSource, nonce, scriptUri, styleUri, restore }: PageParts): string {
  const policy = [
    `default-src 'none'`,
    `img-src ${cspSource} data: blob:`,
    `style-src ${cspSource} 'nonce-${nonce}'`,
    `style-src-attr 'unsafe-inline'`,
    `script-src 'nonce-${nonce}'`,
    `font-src ${cspSource}`,
    `worker-src blob:`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="UTF-8" />
    <meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}" />
    <meta property="csp-nonce" content="${escapeHtml(nonce)}" />
    <meta name="viewport" content="width=device-width, initial-scale=1.0" />
    <link rel="stylesheet" href="${escapeHtml(styleUri)}" />
    <title>${escapeHtml(title)}</title>
  </head>
  <body>
    <main id="app" data-restore="${escapeHtml(JSON.stringify(restore))}"></main>
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
