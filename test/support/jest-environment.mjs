import { AsyncLocalStorage } from 'node:async_hooks';
import { ModernFakeTimers } from '@jest/fake-timers';
import { ModuleMocker } from 'jest-mock';

/** Built-in objects that everything shares; a spec that changes one must not change it for the next spec. */
const SHARED = [
  ...[Object, Function, Array, Promise, Map, Set, String, Number, Boolean, Date, RegExp, Error].map((type) => type.prototype),
  JSON,
  Math,
];

/**
 * Specs run in the realm of Jest itself, as the product runs in that of Node, and not in a `vm` context of their own.
 * There each access to a global is slow, each package would have to be loaded again for each spec (see
 * jest-runtime.mjs), and `instanceof Error` is wrong for what Node throws.
 *
 * What a context of its own would keep from the next spec is put back at the end of each: global names, built-in
 * prototypes, and the environment, listeners, exit code and directory of the process.
 */
export default class OneRealmEnvironment {
  global = globalThis;
  moduleMocker = new ModuleMocker(globalThis);

  constructor({ projectConfig }) {
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
    this.restore = [globalThis, process.env, ...SHARED].map((object) => rememberProperties(object));
    this.restore.push(rememberProcess(), rememberStorages());
  }

  async setup() {}

  async teardown() {
    this.fakeTimersModern.dispose();
    for (const restore of this.restore) restore();
  }

  /** Jest asks for it; jest-runtime.mjs compiles without. */
  getVmContext() {
    return null;
  }
}

/** @returns {() => void} puts the properties back; touches only what has changed, because V8 notes each redefinition. */
function rememberProperties(object, isOurs = () => true) {
  const keys = () => Reflect.ownKeys(object).filter(isOurs);
  const before = new Map(keys().map((key) => [key, Reflect.getOwnPropertyDescriptor(object, key)]));
  return () => {
    for (const key of keys()) if (!before.has(key)) Reflect.deleteProperty(object, key);
    for (const [key, descriptor] of before) {
      if (!isSame(Reflect.getOwnPropertyDescriptor(object, key), descriptor)) Reflect.defineProperty(object, key, descriptor);
    }
  };
}

function isSame(left, right) {
  return left !== undefined && Object.keys(right).every((name) => Object.is(left[name], right[name]));
}

/**
 * Jest makes an asynchronous storage for each spec and leaves it enabled. Below Node 24 every promise that is made from then
 * on is told to each of them: after some hundred specs this takes a third of the time of a run.
 */
function rememberStorages() {
  const { run } = AsyncLocalStorage.prototype;
  const used = new Set();
  AsyncLocalStorage.prototype.run = function (...args) {
    used.add(this);
    return run.apply(this, args);
  };
  return () => {
    AsyncLocalStorage.prototype.run = run;
    for (const storage of used) storage.disable();
  };
}

function rememberProcess() {
  // `_events` and its like belong to the emitter; `exitCode` is an accessor, so its value is kept apart.
  const restoreProperties = rememberProperties(process, (key) => typeof key === 'string' && !key.startsWith('_'));
  const { exitCode } = process;
  const directory = process.cwd();
  const listeners = new Map(process.eventNames().map((name) => [name, process.rawListeners(name)]));
  return () => {
    restoreProperties();
    process.exitCode = exitCode;
    if (process.cwd() !== directory) process.chdir(directory);
    for (const name of process.eventNames()) {
      for (const listener of process.rawListeners(name)) {
        if (!listeners.get(name)?.includes(listener)) process.removeListener(name, listener);
      }
    }
  };
}
