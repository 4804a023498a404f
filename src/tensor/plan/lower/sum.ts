import type { OperationOf } from '../../../core/graph/operation';
import type { FusedActivation } from '../analysis';
import type { Gradient } from '../gradient';
import { place, sizes } from '../gradient';
import type { Image } from '../image';
import { createImage, NO_BORDER } from '../image';
import type { AffineTerm, PlanBuilder, Value } from '../plan-builder';
import type { Word } from '../program';
import type { PlanLowering } from './lowering';

/** As many terms as `affineSum` takes. */
const MOST_TERMS = 4;

export const add: PlanLowering<OperationOf<'add'>> = (_, node, plan) => {
  const terms = plan.analysis.inputs[node]!.map((input) => plan.term(input) ?? plan.value(input));
  lowerSum(plan, node, terms);
};

/** A term of a sum: an image as it is, or one that is scaled by channel while it is added. */
export type Term = Value | AffineTerm;

/**
 * The sum of terms and, where the next node is a ReLU, the ReLU of it, in one
 * pass; the sum itself is kept only when somebody else takes it.
 */
export function lowerSum(plan: PlanBuilder, node: number, terms: readonly Term[]): void {
  const fused = plan.analysis.activations.get(node);
  const others = (plan.analysis.consumers.get(node) ?? []).filter((consumer) => consumer !== fused?.node);
  const kept = !fused || others.length > 0 || node === plan.analysis.output;
  const y = kept ? plan.define(node) : undefined;
  const r = fused ? plan.define(fused.node) : undefined;
  emitSum(plan, terms, y?.image, r?.image, fused?.act ?? 1);
  plan.onBackward(() => {
    if (r?.gradient && fused) reluBack(plan, terms, y, r, fused.act);
    const dy = y?.gradient?.image;
    if (dy) for (const term of terms) passTo(term, dy);
  });
}

function emitSum(
  plan: PlanBuilder,
  terms: readonly Term[],
  y: Image | undefined,
  r: Image | undefined,
  act: number,
): void {
  const images = terms.map(imageOf);
  const size = images[0]!;
  let rest = terms.map(wordsOf);
  while (rest.length > MOST_TERMS) {
    const part = createImage(plan.batch, size, NO_BORDER);
    const words = plan.table(rest.slice(0, MOST_TERMS).flat());
    plan.program.call('affineSum', ...sizes(part), words, MOST_TERMS, ...place(part), 0, 0, 0, 0);
    rest = [[part.at, part.img, part.row, 0, 0], ...rest.slice(MOST_TERMS)];
  }
  plan.program.call(
    'affineSum',
    ...sizes(size),
    plan.table(rest.flat()),
    rest.length,
    ...place(y),
    ...place(r),
    act,
  );
}

/** The gradient through the ReLU: handed on as it is with a mask where one affine term takes it, else written out. */
function reluBack(
  plan: PlanBuilder,
  terms: readonly Term[],
  y: Value | undefined,
  { image: r, gradient }: Value,
  act: FusedActivation,
): void {
  const dr = gradient?.image;
  if (!dr) return;
  const [only] = terms;
  if (!y && terms.length === 1 && isAffine(only!)) {
    only.back(dr, act);
    return;
  }
  const target: Gradient = y?.gradient ?? plan.innerGradient(r);
  target.contribute((out, acc) => {
    plan.program.call(
      'reluGradient',
      ...sizes(out),
      ...place(dr),
      ...place(r),
      act === 2 ? 1 : 0,
      ...place(acc),
      ...place(out),
      0,
    );
  });
  if (y) return;
  for (const term of terms) passTo(term, target.image!);
}

function passTo(term: Term, dy: Image): void {
  if (isAffine(term)) term.back(dy);
  else term.gradient?.pass(dy);
}

function isAffine(term: Term): term is AffineTerm {
  return 'scale' in term;
}

function imageOf(term: Term): Image {
  return isAffine(term) ? term.x : term.image;
}

function wordsOf(term: Term): Word[] {
  const { at, img, row } = imageOf(term);
  return isAffine(term) ? [at, img, row, term.scale, term.shift] : [at, img, row, 0, 0];
}
