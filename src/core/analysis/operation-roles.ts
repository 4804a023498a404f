/** Spellings of NAS-Bench-201, DARTS, PyTorch's own layers and this product's spaces, without case and signs. */
const SKIPS: ReadonlySet<string> = new Set(['skip', 'skipconnect', 'skipconnection', 'identity']);
const NONES: ReadonlySet<string> = new Set(['none', 'zero', 'zeroize']);

/** Whether the operation hands on what it gets. */
export function isSkip(operation: string): boolean {
  return SKIPS.has(plain(operation));
}

/** Whether the operation hands on nothing, as if the edge were not there. */
export function isNone(operation: string): boolean {
  return NONES.has(plain(operation));
}

function plain(operation: string): string {
  return operation.toLowerCase().replaceAll(/[^a-z]/g, '');
}
