// How numbers are written belongs to the core, because reports write them too.
export * from '../../src/core/drawing/format';
