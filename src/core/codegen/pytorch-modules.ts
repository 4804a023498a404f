import type { Operation } from '../graph/operation';
import type { Step, Writers } from './outline';
import { callText } from './python-text';
import { convolutionModule, poolModule, separableModule } from './pytorch-windows';

/** What `__init__` creates for a step; `undefined` where `forward` alone says it. */
export function moduleOf(step: Step): string | undefined {
  const write: { write(operation: Operation, step: Step, context: undefined): string }['write'] | undefined =
    MODULES[step.operation.kind];
  return write?.(step.operation, step, undefined);
}

const MODULES: Partial<Writers<undefined>> = {
  conv2d: (operation, { inputShapes }) => convolutionModule(operation, inputShapes[0]!),
  separable_conv2d: (operation, { inputShapes }) => separableModule(operation, inputShapes[0]!),
  dense: ({ units, useBias }, step) =>
    callText('nn.Linear', `${channelsOf(step)}`, `${units}`, !useBias && 'bias=False'),
  max_pool2d: (operation, { inputShapes }) => poolModule(operation, inputShapes[0]!),
  avg_pool2d: (operation, { inputShapes }) => poolModule(operation, inputShapes[0]!),
  embedding: ({ vocabulary, units }) => callText('nn.Embedding', `${vocabulary}`, `${units}`),
  position_embedding: (_, { inputShapes: [shape] }) =>
    `nn.Parameter(${shape!.at(-1)!} ** -0.5 * torch.randn(${shape!.join(', ')}))`,
  multi_head_attention: ({ heads, keyUnits, causal, useBias }, step) =>
    callText(
      'SelfAttention',
      `${channelsOf(step)}`,
      `${heads}`,
      `${keyUnits}`,
      causal && 'causal=True',
      !useBias && 'bias=False',
    ),
  batch_norm: ({ epsilon, momentum: kept }, step) => {
    const type = step.inputShapes[0]!.length === 3 ? 'nn.BatchNorm2d' : 'nn.BatchNorm1d';
    // 1 - 0.9 is 0.09999999999999998.
    const momentum = Number((1 - kept).toPrecision(12));
    return callText(type, `${channelsOf(step)}`, `eps=${epsilon}`, `momentum=${momentum}`);
  },
  layer_norm: ({ epsilon }, step) => callText('nn.LayerNorm', `${channelsOf(step)}`, `eps=${epsilon}`),
  dropout: ({ rate }) => callText('nn.Dropout', `${rate}`),
  drop_path: ({ rate }) => callText('DropPath', `${rate}`),
};

function channelsOf({ inputShapes }: Step): number {
  return inputShapes[0]!.at(-1)!;
}

/** PyTorch's own MultiheadAttention knows no heads whose lengths do not add up to the features. */
export const SELF_ATTENTION = `class SelfAttention(nn.Module):
    """Scaled dot-product self-attention with several heads; queries, keys and values come from one layer."""

    def __init__(self, features, heads, key_units, causal=False, bias=True):
        super().__init__()
        self.heads = heads
        self.causal = causal
        self.qkv = nn.Linear(features, 3 * heads * key_units, bias=bias)
        self.output = nn.Linear(heads * key_units, features, bias=bias)

    def forward(self, x):
        qkv = self.qkv(x).unflatten(2, (3, self.heads, -1))
        queries, keys, values = qkv.permute(2, 0, 3, 1, 4).unbind(0)
        scores = queries @ keys.transpose(2, 3) / keys.shape[3] ** 0.5
        if self.causal:
            seen = torch.ones_like(scores[0, 0], dtype=torch.bool).tril()
            scores = scores.masked_fill(~seen, float("-inf"))
        mixed = F.softmax(scores, dim=3) @ values
        return self.output(mixed.transpose(1, 2).flatten(2))`;

export const DROP_PATH = `class DropPath(nn.Module):
    """Training drops whole examples with probability rate and scales the others by 1 / (1 - rate)."""

    def __init__(self, rate):
        super().__init__()
        self.rate = rate

    def forward(self, x):
        if not self.training or self.rate == 0:
            return x
        kept = torch.rand(x.shape[:1] + (1,) * (x.dim() - 1), device=x.device) >= self.rate
        return x * kept / (1 - self.rate)`;
