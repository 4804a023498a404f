import { LEAKY_RELU_SLOPE } from '../graph/activations';
import type { Activation } from '../graph/operation';

/** The call of each activation on `x`; `axis` is the one that softmax sums over. */
export const ACTIVATION_CALLS: Readonly<Record<Activation, (x: string, axis: number) => string>> = {
  linear: (x) => x,
  relu: (x) => `F.relu(${x})`,
  relu6: (x) => `F.relu6(${x})`,
  leaky_relu: (x) => `F.leaky_relu(${x}, ${LEAKY_RELU_SLOPE})`,
  elu: (x) => `F.elu(${x})`,
  selu: (x) => `F.selu(${x})`,
  gelu: (x) => `F.gelu(${x})`,
  swish: (x) => `F.silu(${x})`,
  hard_swish: (x) => `F.hardswish(${x})`,
  sigmoid: (x) => `torch.sigmoid(${x})`,
  hard_sigmoid: (x) => `F.hardsigmoid(${x})`,
  tanh: (x) => `torch.tanh(${x})`,
  softplus: (x) => `F.softplus(${x})`,
  softmax: (x, axis) => `F.softmax(${x}, dim=${axis})`,
};

/** Where the channels are: vectors and images have them on axis 1, rank 2 stays channels last. */
export function channelAxis(rank: number): number {
  return rank === 2 ? 2 : 1;
}

export const AVG_POOL_SAME = `def average_without_padding(pool, x, pads):
    """Average pooling over an unevenly padded image whose padding does not count."""
    inside = torch.ones_like(x[:1, :1])
    return pool(F.pad(x, pads)) / pool(F.pad(inside, pads))`;

export const LAYER_NORM_IMAGE = `def norm_channels(norm, x):
    """Layer norm over the channels of each position of an image."""
    return norm(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)`;

/** Names that a module has already, and those that the file uses. */
export const MODULE_WORDS = (
  'torch nn F Network network self norm_channels average_without_padding SelfAttention DropPath forward training train eval parameters ' +
  'named_parameters buffers named_buffers children named_children modules named_modules apply cuda cpu xpu ipu to ' +
  'double float half bfloat16 type state_dict load_state_dict zero_grad requires_grad_ share_memory extra_repr ' +
  'add_module register_module register_buffer register_parameter get_parameter get_buffer get_submodule ' +
  'set_submodule compile dump_patches to_empty T_destination call_super_init set_extra_state get_extra_state ' +
  'register_forward_hook register_forward_pre_hook register_full_backward_hook register_backward_hook ' +
  'register_full_backward_pre_hook register_state_dict_pre_hook register_load_state_dict_post_hook mtia'
).split(' ');
