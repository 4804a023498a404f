import tseslint from 'typescript-eslint';

/** Rules of the core: no clock, no chance, no console. */
const pureCore = {
  'no-restricted-properties': [
    'error',
    { object: 'Math', property: 'random', message: 'Take an Rng as an argument.' },
    { object: 'Date', property: 'now', message: 'Take a Clock as an argument.' },
  ],
  'no-restricted-globals': ['error', 'console', 'setTimeout', 'setInterval'],
};

export default tseslint.config(
  {
    ignores: ['dist/', '.types/', 'node_modules/', 'test-results/', '.cache/', 'test/fixtures/', '**/.nas/'],
  },
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // Index arithmetic over typed arrays and knobs is checked by its loop, which the compiler cannot see.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // `void promise` states that a promise is left alone on purpose.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      complexity: ['error', 12],
      eqeqeq: 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
    },
  },
  { files: ['src/core/**/*.ts'], rules: pureCore },
  { files: ['test/**/*.ts'], rules: { 'no-console': 'off' } },
);
