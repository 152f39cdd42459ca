import { newQuickJSWASMModuleFromVariant, newVariant, type QuickJSWASMModule } from 'quickjs-emscripten-core';
import type { JsonObject, JsonValue } from '#foundation';
import { runWithTimeLimit, TimeLimitError } from '../watchdog.js';
import { runInSandbox, type ScriptLimits } from './run-in-sandbox.js';
import { ScriptError, ScriptLimitError, ScriptSandboxLostError } from './script-errors.js';

/** Runs scripts that stand in models. One runner serves a whole program; runs leave nothing behind in it. */
export interface ScriptRunner {
  /**
   * Runs a script to its end, with the variables as globals and `execution.getVariable/setVariable/…` of Camunda 7.
   * Only `setVariable` sets a variable: assigning to a global, or changing a list in place, does not.
   * @throws {ScriptError} {@link ScriptLimitError} for what took too long or too much.
   */
  run(source: string, variables: JsonObject, options?: ScriptOptions): ScriptResult;
}

export interface ScriptOptions {
  readonly businessKey?: string;
  /** The instant that `new Date()` and `Date.now()` mean, ISO 8601; without it that of the machine. */
  readonly now?: string;
}

export interface ScriptResult {
  /** Of the last expression, as JSON: what JSON does not know (`undefined`, functions, `NaN`) is null. */
  readonly value: JsonValue;
  /** The variables that the script has set, also to the value they had. */
  readonly variables: JsonObject;
}

const DEFAULT_LIMITS: ScriptLimits = { memoryBytes: 16 * 1024 * 1024, stackBytes: 96 * 1024, timeMs: 250 };

/** How much longer than its time a script runs before the process is freed of it by force. */
const GRACE_MS = 250;

/** Breaking one takes a hostile script; the other serves while the broken one is replaced. */
const SANDBOXES = 2;

/**
 * Loads JavaScript for scripts: QuickJS compiled to WebAssembly, which sees nothing of the host.
 *
 * Each run has a fresh runtime (one or two milliseconds) with limits that QuickJS keeps itself. Two things get past
 * those: a built-in function that loops in C (`Array.prototype.indexOf.call({length: 2 ** 53}, 1)`) and nesting that
 * exhausts the stack of the host before that of the sandbox. The watchdog ends the first, V8 the second; both leave the
 * WebAssembly memory as it happened to be, so that instance is given up and replaced.
 */
export async function loadJavaScript(limits: Partial<ScriptLimits> = {}): Promise<ScriptRunner> {
  const within = { ...DEFAULT_LIMITS, ...limits };
  const sandboxes = await Promise.all(Array.from({ length: SANDBOXES }, () => load(within)));

  const replaceBroken = () => {
    sandboxes.shift();
    // Where loading fails, the others still serve; without any, every run says so.
    load(within).then(
      (sandbox) => sandboxes.push(sandbox),
      () => undefined,
    );
  };

  return {
    run(source, variables, { businessKey = null, now = null } = {}) {
      const [sandbox] = sandboxes;
      if (sandbox === undefined) throw new ScriptSandboxLostError();
      const input = {
        variablesJson: JSON.stringify(variables),
        businessKey,
        now: now === null ? null : Date.parse(now),
      };
      try {
        return readResult(
          runWithTimeLimit(() => runInSandbox(sandbox, source, input, within), within.timeMs + GRACE_MS),
        );
      } catch (error) {
        if (error instanceof ScriptError) throw error;
        replaceBroken();
        throw new ScriptLimitError(limitBrokenBy(error));
      }
    },
  };
}

/** What V8 says when a script gets past the limits of QuickJS; a trap of WebAssembly is memory that could not grow. */
function limitBrokenBy(error: unknown): ScriptLimitError['limit'] {
  if (error instanceof TimeLimitError) return 'time';
  return (error as Error).name === 'RangeError' ? 'stack' : 'memory';
}

/** Told here because TypeScript knows it only together with all of the DOM. */
declare const WebAssembly: { readonly Memory: new (pages: { initial: number; maximum: number }) => object };

const PAGE_BYTES = 64 * 1024;

/** What QuickJS is compiled to start with. */
const INITIAL_PAGES = 256;

async function load({ memoryBytes }: ScriptLimits): Promise<QuickJSWASMModule> {
  const { default: imported } = await import('@jitl/quickjs-singlefile-cjs-release-sync');
  // Node hands the whole CommonJS module over as the default, Jest its default.
  const variant = 'default' in imported ? imported.default : imported;
  const wasmMemory = new WebAssembly.Memory({ initial: INITIAL_PAGES, maximum: Math.ceil(memoryBytes / PAGE_BYTES) });
  return newQuickJSWASMModuleFromVariant(newVariant(variant, { wasmMemory }));
}

/** Deepest nesting of a result: what follows copies and compares it by recursion. */
const MAX_DEPTH = 200;

function readResult(json: string): ScriptResult {
  const { value = null, variables } = JSON.parse(json) as { value?: JsonValue; variables: JsonObject };
  refuseUnusable([value, variables], 0);
  return { value, variables };
}

function refuseUnusable(value: JsonValue, depth: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > MAX_DEPTH) throw new ScriptError(`its result is nested deeper than ${MAX_DEPTH} levels`);
  if (Object.hasOwn(value, '__proto__')) throw new ScriptError('its result has the key "__proto__"');
  for (const part of Object.values<JsonValue>(value)) refuseUnusable(part, depth + 1);
}
