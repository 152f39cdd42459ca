import JestRuntime from 'jest-runtime';
import { createRequire, isBuiltin } from 'node:module';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';

/** What each file of ours was compiled to; shared by all specs of this worker. */
const compiled = new Map();

/**
 * Each spec still loads our own modules anew, so none sees what another left in them. Two things are done only once for
 * all specs of a worker, because they took most of the time of a run:
 * - Packages are loaded by Node itself, outside Jest's registry, as in production: no compiling to CommonJS, no mapping
 *   of names. `jest.mock` of a package works; `jest.resetModules` does not load it anew. A package that keeps state of
 *   its own for the whole process shares it between specs: set nothing of that kind without taking it back.
 * - Our files are compiled by V8. A compiled file holds no state, it is a function that is called for each spec.
 */
export default class OneRealmRuntime extends JestRuntime {
  constructor(config, ...others) {
    super(config, ...others);
    // From a file in node_modules, from where Node does not warn that it loads an ES module by `require`.
    this.requirePackage = createRequire(join(config.rootDir, 'node_modules', 'any.js'));
    this.executor.compile = compileOnce;
  }

  requireModule(from, name, options, isRequireActual) {
    const ofPackage = name !== undefined && /^[a-z@]/.test(name) && !isBuiltin(name) && options?.isInternalModule !== true;
    return ofPackage ? this.requirePackage(name) : super.requireModule(from, name, options, isRequireActual);
  }
}

function compileOnce(source, filename) {
  let found = compiled.get(filename);
  if (found?.source !== source) {
    found = { source, run: compileFunction(source, this.injectedModuleParameters, { filename }) };
    compiled.set(filename, found);
  }
  return found.run;
}
