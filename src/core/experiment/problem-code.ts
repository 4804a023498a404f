/** Kinds of mistakes in an experiment file. They are shown beside the sentence, so they keep their names. */
export type ProblemCode =
  // The text
  | 'syntax'
  | 'repeated-key'
  | 'nesting'
  // The schema
  | 'unknown-key'
  | 'missing-key'
  | 'wrong-value'
  | 'wrong-type'
  | 'out-of-range'
  | 'not-allowed'
  // Metrics
  | 'unknown-metric'
  | 'repeated-metric'
  | 'empty-constraint'
  | 'contradictory-constraint'
  | 'constraint-never-met'
  | 'limit-out-of-range'
  // Task and data
  | 'task-does-not-fit-data'
  | 'no-training-examples'
  | 'missing-test-file'
  | 'batch-too-large'
  | 'does-not-fit-data'
  | 'unusable-file'
  // Space
  | 'space-cannot-be-trained'
  | 'space-does-not-fit-data'
  | 'impossible-space'
  | 'standardized-tokens'
  | 'knob-without-choice'
  | 'knob-without-effect'
  | 'space-too-small'
  | 'space-too-large'
  // Strategy and budget
  | 'impossible-strategy'
  | 'population-too-large'
  | 'sample-too-large'
  | 'bracket-too-large'
  | 'budget-not-known'
  // The candidates that are measured first
  | 'not-a-candidate'
  | 'repeated-candidate'
  | 'too-many-candidates';
