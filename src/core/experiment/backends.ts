/** What can compute, and what each is in one line. The order is the one in which they are offered. */
export const BACKENDS = {
  plan: 'Compiled training plans over WebAssembly kernels: the fastest.',
  wasm: "TensorFlow.js's WebAssembly, one operation after the other.",
  cpu: 'Plain JavaScript: slow, the reference.',
  tensorflow: 'Native TensorFlow, from @tensorflow/tfjs-node.',
} as const satisfies Record<string, string>;

export type BackendName = keyof typeof BACKENDS;

export const BACKEND_NAMES = ['plan', 'wasm', 'cpu', 'tensorflow'] as const satisfies readonly BackendName[];

/** What an experiment, a setting or a command line may say; `auto` leaves it to the next of them, and in the end is `plan`. */
export const BACKEND_CHOICES = ['auto', ...BACKEND_NAMES] as const;

export type BackendChoice = (typeof BACKEND_CHOICES)[number];

export function isBackendChoice(text: string): text is BackendChoice {
  return (BACKEND_CHOICES as readonly string[]).includes(text);
}
