/** What the fields of layers and skeletons decide, by the last part of a knob's name. */
const WORDS: Readonly<Record<string, string>> = {
  depth: 'how many layers or blocks follow each other',
  filters: 'output channels of the convolution',
  kernel: 'height and width of the window',
  stride: 'how far the window moves: 2 halves the map',
  dilation: 'how far apart the taps of the window are',
  operation: 'which kind of convolution',
  pooling: 'whether and how the map is halved',
  size: 'height and width of the pooling window',
  norm: 'normalisation',
  activation: 'the function between the layers',
  head: 'how the last map becomes a vector',
  denseUnits: 'units of a dense layer before the output; 0 leaves it out',
  dropout: 'share of the numbers that training sets to zero',
  rate: 'share that training sets to zero',
  units: 'numbers that the layer puts out',
  heads: 'heads of the attention, which look at different things',
  keyUnits: 'length of what one head compares',
  repeat: 'how often the layer or block stands in a row',
  use: 'whether the layer is there at all',
  merge: 'how the branches come together',
  choice: 'which of several lists of layers',
  expansion: 'how much wider the block is inside',
  groups: 'into how many groups the channels are divided',
  padding: 'what happens at the border',
  bias: 'whether a bias is added',
};

/** In words what a knob decides; empty where its name says all there is to say. */
export function knobWords(kind: string, name: string): string {
  if (kind === 'nas-bench-201') return 'the operation on one edge of the cell; none leaves the edge out';
  if (kind === 'nas-bench-macro')
    return 'what the layer is: nothing, or an inverted residual block, small or large';
  if (kind === 'cppn')
    return name.includes('->')
      ? 'the weight of a link of the network that paints the weights; 0 leaves it out'
      : 'the function of a hidden node of that network; none leaves it out';
  if (/(?:^|\.)edge \d+->\d+$/.test(name)) return 'the operation on one edge of a searched cell';
  return WORDS[name.split('.').at(-1)!] ?? '';
}
