/** Whether a key that was pressed may be one of the page: nobody has taken it, and no text is being written. */
export function isPageKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  const { target } = event;
  return !(target instanceof Element) || target.closest(OWN_KEYS) === null;
}

/** A dialog and a list have keys of their own, and so has what is written into. */
const OWN_KEYS = 'input, textarea, vscode-text-field, vscode-dropdown, [popover]';
