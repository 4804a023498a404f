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

const ICONS = '(?:\\$\\([\\w~-]+\\)|[^A-Za-z$(])*';
/** Strings that are words to a person: `Run`, `no runs yet`, `$(play) Run`; not `wasm` or `$(play)`. */
const SENTENCE = `Literal[value=/^${ICONS}(?:[A-Z][a-z]|[a-z]+ )/]`;
const PIECE = `TemplateLiteral > TemplateElement[value.cooked=/^${ICONS}(?:[A-Z][a-z]|[a-z]{2})/]`;
const SHOWN =
  '/^(?:title|label|placeHolder|placeholder|prompt|tooltip|detail|description|saveLabel|openLabel|text)$/';
const TELLERS = '/^(?:show(?:Information|Warning|Error)Message|setStatusBarMessage)$/';
const TOLD = [
  `Property[key.name=${SHOWN}]`,
  `AssignmentExpression[left.property.name=${SHOWN}]`,
  `CallExpression[callee.property.name=${TELLERS}]`,
  "CallExpression[callee.property.name='report'] > ObjectExpression > Property[key.name='message']",
  "NewExpression[callee.property.name='TreeItem']",
  // On pages.
  "Property[key.value='aria-label']",
  'CallExpression[callee.name=/^(?:el|setText|loading)$/]',
];

/** What a person reads can be translated: it comes from `l10n.t`, as a whole sentence with places in it. */
const localized = {
  'no-restricted-syntax': [
    'error',
    ...[
      ...TOLD.flatMap((place) => [place, `${place} > ConditionalExpression`]).flatMap((place) => [
        `${place} > ${SENTENCE}`,
        `${place} > ${PIECE}`,
      ]),
      `NewExpression[callee.name='InputError'] > ${SENTENCE}.arguments:nth-child(2)`,
      `NewExpression[callee.name='InputError'] > TemplateLiteral.arguments:nth-child(2)`,
    ].map((selector) => ({ selector, message: 'Say it through l10n.t.' })),
    {
      selector:
        "CallExpression[callee.property.name='t'] > :not(Literal, ObjectExpression).arguments:first-child",
      message: 'Give l10n.t the sentence itself: the exporter reads the code.',
    },
  ],
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
  {
    files: ['src/extension/**/*.ts', 'webview/**/*.ts'],
    // Language models are answered in English; pictures name operations.
    ignores: ['src/extension/assistant/**', 'src/extension/language/pictures/**'],
    rules: localized,
  },
  { files: ['test/**/*.ts'], rules: { 'no-console': 'off' } },
);
