/** VS Code's colours as values: a canvas and an exported picture take no CSS variables. */
export interface Theme {
  readonly highContrast: boolean;
  readonly foreground: string;
  readonly muted: string;
  readonly background: string;
  readonly raised: string;
  readonly border: string;
  readonly focus: string;
  readonly error: string;
  /** Six colours that candidates share out among them; see `marker.ts`. */
  readonly series: readonly string[];
  readonly fontFamily: string;
  readonly fontSize: number;
}

/** Reads the theme as it is now. */
export function readTheme(): Theme {
  const style = getComputedStyle(document.documentElement);
  const read = (names: readonly string[], fallback: string): string => {
    for (const name of names) {
      const value = style.getPropertyValue(`--vscode-${name}`).trim();
      if (value !== '') return value;
    }
    return fallback;
  };
  const dark = !document.body.className.includes('light');
  const foreground = read(['foreground', 'editor-foreground'], dark ? '#cccccc' : '#3b3b3b');
  return {
    highContrast: document.body.className.includes('high-contrast'),
    foreground,
    muted: read(['descriptionForeground'], foreground),
    background: read(['editor-background'], dark ? '#1f1f1f' : '#ffffff'),
    raised: read(['editorWidget-background', 'sideBar-background'], dark ? '#202020' : '#f8f8f8'),
    border: read(['contrastBorder', 'editorWidget-border', 'widget-border', 'panel-border'], '#888888'),
    focus: read(['focusBorder'], '#0078d4'),
    error: read(['errorForeground', 'charts-red'], '#f14c4c'),
    // `charts.orange` is the ground of found text in today's themes, brown or black: the class symbol's is orange.
    // Blue and orange first, red and green apart: the pairs that colour-blind eyes confuse differ in shape too.
    series: [
      read(['charts-blue'], '#3794ff'),
      read(['symbolIcon-classForeground', 'charts-orange'], '#d18616'),
      read(['charts-green'], '#89d185'),
      read(['charts-purple'], '#b180d7'),
      read(['charts-red'], '#f14c4c'),
      read(['charts-yellow'], '#cca700'),
    ],
    fontFamily: read(['font-family'], 'system-ui, sans-serif'),
    fontSize: Number.parseFloat(read(['font-size'], '13px')) || 13,
  };
}

/** Calls `listener` with the new theme once a frame after VS Code changed it. */
export function onThemeChange(listener: (theme: Theme) => void): () => void {
  let frame = 0;
  const observer = new MutationObserver(() => {
    if (frame !== 0) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      listener(readTheme());
    });
  });
  // VS Code writes the variables into html's style and the kind into body's class.
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
  observer.observe(document.body, {
    attributes: true,
    attributeFilter: ['class', 'data-vscode-theme-id', 'data-vscode-theme-kind'],
  });
  return () => {
    observer.disconnect();
    cancelAnimationFrame(frame);
  };
}

export function prefersReducedMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
