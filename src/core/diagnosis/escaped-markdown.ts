/** Text as it stands, on one line of a Markdown table. */
export function escapedMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]#|<>~$]/g, '\\$&').replaceAll('\n', ' ');
}
