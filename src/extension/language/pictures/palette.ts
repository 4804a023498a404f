/** Colours of a picture; a data image cannot see the theme's variables. */
export interface Palette {
  readonly line: string;
  readonly node: string;
  readonly text: string;
  readonly halo: string;
  readonly conv3: string;
  readonly conv1: string;
  readonly pool: string;
  readonly skip: string;
  readonly dense: string;
}

export const DARK: Palette = {
  line: '#8b949e',
  node: '#d4d4d4',
  text: '#e6e6e6',
  halo: '#1f1f1f',
  conv3: '#4fa8ff',
  conv1: '#4fd1c5',
  pool: '#f0a35e',
  skip: '#b5b5b5',
  dense: '#c792ea',
};

export const LIGHT: Palette = {
  line: '#6e7781',
  node: '#3b3b3b',
  text: '#1f1f1f',
  halo: '#ffffff',
  conv3: '#0a5fc2',
  conv1: '#0f7b6c',
  pool: '#b45309',
  skip: '#6b6b6b',
  dense: '#7c3aad',
};

/** On black, for the high-contrast theme: nothing below 7 to 1. */
export const CONTRAST_DARK: Palette = {
  line: '#ffffff',
  node: '#ffffff',
  text: '#ffffff',
  halo: '#000000',
  conv3: '#7cc4ff',
  conv1: '#5ef2e0',
  pool: '#ffc285',
  skip: '#ffffff',
  dense: '#e2b8ff',
};

/** On white, for the light high-contrast theme: nothing below 7 to 1. */
export const CONTRAST_LIGHT: Palette = {
  line: '#292929',
  node: '#000000',
  text: '#000000',
  halo: '#ffffff',
  conv3: '#00438f',
  conv1: '#00504a',
  pool: '#7a3300',
  skip: '#292929',
  dense: '#5b1a8b',
};
