// What is drawn of an architecture belongs to the core, because reports draw it too.
export * from '../../../src/core/drawing/dag-model';
