// Where nodes are put belongs to the core, because reports draw architectures too.
export * from '../../../src/core/drawing/dag-layout';
