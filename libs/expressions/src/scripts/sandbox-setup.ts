/**
 * The first script of every sandbox, in the language of the sandbox: makes the variables and `execution` known to the
 * script that follows, and yields the function that turns what came of it into JSON. It keeps what it needs of the
 * language in constants, because the script may change everything it can reach. `__proto__` is a name like any other
 * in objects without a prototype.
 */
export const SANDBOX_SETUP = `(function (variablesJson, businessKey, now) {
  'use strict';
  const { parse, stringify } = JSON;
  const describe = String;
  const seen = Object.assign(Object.create(null), parse(variablesJson));
  const changed = Object.create(null);

  const execution = {
    getVariable: (name) => (name in seen ? seen[name] : null),
    hasVariable: (name) => name in seen,
    getVariables: () => Object.assign({}, seen),
    setVariable(name, value) {
      const json = stringify(value);
      changed[name] = seen[name] = json === undefined ? null : parse(json);
    },
    getProcessBusinessKey: () => businessKey,
    getBusinessKey: () => businessKey,
    processBusinessKey: businessKey,
    businessKey,
  };
  execution.getVariableLocal = execution.getVariable;
  execution.hasVariableLocal = execution.hasVariable;
  execution.setVariableLocal = execution.setVariable;

  const print = () => undefined;
  const console = { log: print, info: print, warn: print, error: print, debug: print };

  if (now !== null) {
    const SystemDate = Date;
    globalThis.Date = class Date extends SystemDate {
      constructor(...args) {
        if (args.length === 0) super(now);
        else super(...args);
      }
      static now() {
        return now;
      }
    };
  }

  const define = (name, value) => {
    if (Object.hasOwn(globalThis, name)) return;
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: true });
  };
  for (const [name, value] of Object.entries({ execution, print, console })) define(name, value);
  for (const name of Object.keys(seen)) define(name, seen[name]);

  return (outcome, failed) => {
    if (!failed) return stringify({ value: outcome, variables: changed });
    try {
      const isError = outcome !== null && typeof outcome === 'object' && 'message' in outcome;
      if (!isError) return stringify({ name: '', message: describe(outcome), stack: '' });
      const { name, message, stack } = outcome;
      return stringify({ name: describe(name), message: describe(message), stack: describe(stack) });
    } catch {
      return stringify({ name: '', message: 'it threw what cannot be told', stack: '' });
    }
  };
})`;
