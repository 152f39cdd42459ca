import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { timed } from './test/architecture/layers.mjs';
import { downwardImports } from './test/architecture/rules/downward-imports.mjs';
import { tellingFileNames } from './test/architecture/rules/telling-file-names.mjs';

const sources = ['{apps,libs,bench,test}/**/*.ts'];
const specs = ['**/*.spec.ts', 'test/**/*.ts', 'libs/*/src/testing/**/*.ts'];
const inLibs = (names) => names.map((name) => `libs/${name}/src/**/*.ts`);

const everywhere = [
  {
    selector: 'ExportAllDeclaration',
    message: 'Export by name: a reader of index.ts must see what others may use.',
  },
  {
    selector: 'CallExpression[callee.name="forwardRef"]',
    message: 'forwardRef hides a cycle. Move what both sides need into a third provider.',
  },
];

const inAnyLib = [
  ...everywhere,
  {
    selector: 'MemberExpression[object.name="process"][property.name="env"]',
    message: 'The environment is read once, at boot, by readConfiguration of #foundation. Take the value as a parameter.',
  },
];

const CLOCK = 'Business time comes from the Clock of #foundation or from the `now` of the command, so that tests can move it.';
const withMovableTime = [
  ...inAnyLib,
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: CLOCK },
  { selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]', message: CLOCK },
  { selector: 'CallExpression[callee.object.name="DateTime"][callee.property.name="now"]', message: CLOCK },
  {
    selector: 'CallExpression[callee.object.name="DateTime"][callee.property.name=/^(local|utc)$/][arguments.length=0]',
    message: CLOCK,
  },
];

const withoutWaiting = [
  ...withMovableTime,
  {
    selector: 'CallExpression[callee.name=/^(setTimeout|setInterval)$/]',
    message: 'Nothing waits inside the process: a wait is a timer row that fires when its due_at has come (libs/runtime).',
  },
];

const PURE = 'The engine is a pure function: same input, same output, no promises. Return an effect, or take the value as input.';
const pure = [
  ...withoutWaiting,
  { selector: 'AwaitExpression', message: PURE },
  { selector: ':function[async=true]', message: PURE },
  { selector: 'NewExpression[callee.name="Promise"]', message: PURE },
  { selector: 'CallExpression[callee.object.name="Math"][callee.property.name="random"]', message: PURE },
];

/** ESLint takes the last setting of a rule whole, so each of these lists is all that holds for its files. */
const restrict = (files, restrictions) => ({
  files,
  ignores: specs,
  rules: { 'no-restricted-syntax': ['error', ...restrictions] },
});

export default defineConfig(
  { ignores: ['dist/', 'node_modules/', '.data/', 'coverage/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: sources,
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // An async method without await keeps the promise of its interface and turns a throw into a rejection.
      '@typescript-eslint/require-await': 'off',
      // Commands, handlers and elements are objects whose functions use no `this`.
      '@typescript-eslint/unbound-method': 'off',
      eqeqeq: 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: specs,
    rules: {
      // What a response body or a matcher holds is what the test asserts.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      'max-lines': 'off',
    },
  },
  {
    files: ['**/*.{ts,mjs}'],
    plugins: { congvan: { rules: { 'downward-imports': downwardImports, 'telling-file-names': tellingFileNames } } },
    rules: {
      'congvan/downward-imports': 'error',
      'congvan/telling-file-names': 'error',
      'no-restricted-syntax': ['error', ...everywhere],
      'prefer-const': 'error',
    },
  },
  restrict(['libs/*/src/**/*.ts'], inAnyLib),
  restrict(inLibs(timed), withoutWaiting),
  // The pace of the machinery (lease heartbeats, the pause between sweeps, requests that wait) is no business time.
  restrict(
    [
      'libs/runtime/src/{worker,deliveries}/**/*.ts',
      'libs/runtime/src/external-tasks/waiting-fetches.ts',
      'libs/*/src/**/*-upkeep.ts',
    ],
    withMovableTime,
  ),
  restrict(inLibs(['engine']), pure),
);
