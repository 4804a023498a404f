import type { NameStyle } from './outline';

/**
 * Turns node names into variables: never a reserved word, never the same twice.
 *
 * `stage1_conv2d` stays, or becomes `stage1Conv2d`; what is taken gets `_` and a number.
 */
export function createNames(style: NameStyle): (name: string) => string {
  const taken = new Set(style.reserved);
  return (name) => {
    const base = style.case === 'camel' ? camelCase(name) : name;
    let variable = base;
    for (let n = 2; taken.has(variable); n++) variable = `${base}_${n}`;
    taken.add(variable);
    return variable;
  };
}

function camelCase(name: string): string {
  return name.replace(/_+([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
