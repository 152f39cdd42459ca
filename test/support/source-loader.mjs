import { transform } from '@swc/core';
import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Hooks for node:module `register`: lets plain Node import our TypeScript sources as they stand. Jest loads its global
 * setup outside its sandbox, where neither its transforms nor its name mapping hold, and the setup must not depend on a
 * build that may be old.
 */
const root = new URL('../../', import.meta.url);

export async function resolve(specifier, context, next) {
  const lib = /^#([a-z-]+)$/.exec(specifier)?.[1];
  if (lib !== undefined && context.parentURL?.includes('/node_modules/') === false) {
    return { url: new URL(`libs/${lib}/src/index.ts`, root).href, shortCircuit: true };
  }
  if (/^\.{1,2}\/.*\.js$/.test(specifier)) {
    const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
    if (source.protocol === 'file:' && existsSync(source)) return { url: source.href, shortCircuit: true };
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (!url.startsWith(root.href) || !url.endsWith('.ts') || url.includes('/node_modules/')) return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = await transform(await readFile(filename, 'utf8'), {
    filename,
    swcrc: false,
    sourceMaps: 'inline',
    module: { type: 'es6' },
    jsc: { target: 'es2023', parser: { syntax: 'typescript', decorators: true } },
  });
  return { format: 'module', source: code, shortCircuit: true };
}
