import { readdirSync } from 'node:fs';

/**
 * Below Node 24.9 Jest cannot load ES modules itself, so our own files are compiled to CommonJS; Jest keeps the compiled
 * text by content, so only the first run pays for it. Packages are loaded as they are (test/support/jest-runtime.mjs).
 */
const compile = (parser, transform = {}) => [
  '@swc/jest',
  {
    swcrc: false,
    sourceMaps: 'inline',
    module: { type: 'commonjs' },
    jsc: { target: 'es2023', keepClassNames: true, parser, transform },
  },
];

/** `#name` is one of our libs. */
const libs = readdirSync(new URL('libs/', import.meta.url)).join('|');

export default {
  runtime: '<rootDir>/test/support/jest-runtime.mjs',
  testEnvironment: '<rootDir>/test/support/jest-environment.mjs',
  testMatch: ['<rootDir>/{libs,apps,test}/**/*.spec.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/'],
  transform: {
    '\\.ts$': compile(
      { syntax: 'typescript', decorators: true },
      { legacyDecorator: true, decoratorMetadata: true },
    ),
    '\\.mjs$': compile({ syntax: 'ecmascript' }),
  },
  moduleNameMapper: {
    [`^#(${libs})$`]: '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  testSequencer: '<rootDir>/test/support/longest-first.mjs',
  testTimeout: 90_000,
};
