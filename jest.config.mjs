import { readdirSync } from 'node:fs';

/**
 * Below Node 24.9 Jest cannot load ES modules inside its sandbox, so everything is compiled to CommonJS, node_modules
 * included; Jest keeps the compiled text by content, so only the first run pays for it.
 *
 * `isModule: 'unknown'` lets swc leave scripts that are CommonJS already as they are: as modules they would become
 * strict and lose their top-level `this`.
 */
const compile = (parser, transform = {}) => [
  '@swc/jest',
  {
    swcrc: false,
    isModule: 'unknown',
    sourceMaps: 'inline',
    module: { type: 'commonjs' },
    jsc: { target: 'es2023', keepClassNames: true, parser, transform },
  },
];

/** `#name` is one of our libs; other names after `#` are imports private to some package (chalk has `#ansi-styles`). */
const libs = readdirSync(new URL('libs/', import.meta.url)).join('|');

export default {
  testEnvironment: 'node',
  // Like Node itself since 20.19: packages that are ES modules only answer to `module-sync`, not to `require`.
  testEnvironmentOptions: { customExportConditions: ['node', 'module-sync'] },
  testMatch: ['<rootDir>/{libs,apps,test}/**/*.spec.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/'],
  transformIgnorePatterns: [],
  transform: {
    '\\.[cm]?ts$': compile(
      { syntax: 'typescript', decorators: true },
      { legacyDecorator: true, decoratorMetadata: true },
    ),
    '\\.[cm]?jsx?$': compile({ syntax: 'ecmascript' }),
  },
  moduleNameMapper: {
    [`^#(${libs})$`]: '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  testTimeout: 30_000,
};
