import type { QuickJSContext, QuickJSHandle, QuickJSWASMModule, VmCallResult } from 'quickjs-emscripten-core';
import { SANDBOX_SETUP } from './sandbox-setup.js';
import { ScriptError, ScriptLimitError } from './script-errors.js';

/** What one run of a script may take. */
export interface ScriptLimits {
  /**
   * The WebAssembly memory of a sandbox, of which the interpreter itself takes a few hundred kB; not below 16 MiB, with
   * which it starts. The limit that QuickJS would keep by itself counts nothing in this build but the largest request.
   */
  readonly memoryBytes: number;
  /** Of the sandbox's own stack: 128 kB are about 700 calls within one another. */
  readonly stackBytes: number;
  readonly timeMs: number;
}

/** What a script is given, all of it as text or number: no object crosses the border of the sandbox. */
export interface SandboxInput {
  readonly variablesJson: string;
  readonly businessKey: string | null;
  /** What `new Date()` means, in milliseconds since 1970; null is the time of the machine. */
  readonly now: number | null;
}

/** The name under which lines of the script stand in a stack. */
const FILE = 'script';

/**
 * Runs a script in a fresh runtime and gives back `{value, variables}` as JSON.
 * @throws {ScriptError}
 * @throws {Error} of any other kind when the sandbox itself broke: it must not be used any more, and nothing of it is
 *   freed, because that is what would fail next.
 */
export function runInSandbox(
  quickJs: QuickJSWASMModule,
  source: string,
  input: SandboxInput,
  limits: ScriptLimits,
): string {
  // The variables stand in the sandbox three times, and each character takes up to three bytes.
  if (input.variablesJson.length * 9 > limits.memoryBytes) throw new ScriptLimitError('memory');
  const deadline = performance.now() + limits.timeMs;
  let timedOut = false;
  const runtime = quickJs.newRuntime({
    maxStackSizeBytes: limits.stackBytes,
    interruptHandler: () => (timedOut ||= performance.now() > deadline),
  });
  const context = runtime.newContext();
  const handles: QuickJSHandle[] = [];
  const outcome = attempt(context, source, input, (handle) => (handles.push(handle), handle));
  for (const handle of handles) handle.dispose();
  context.dispose();
  runtime.dispose();
  if (typeof outcome === 'string') return outcome;
  throw timedOut ? new ScriptLimitError('time') : outcome;
}

type Keep = (handle: QuickJSHandle) => QuickJSHandle;

/** The result as JSON, or why there is none. */
function attempt(context: QuickJSContext, source: string, input: SandboxInput, keep: Keep): string | ScriptError {
  const settle = (result: VmCallResult<QuickJSHandle>) =>
    result.error === undefined
      ? { failed: false, result: keep(result.value) }
      : { failed: true, result: keep(result.error) };
  const call = (called: QuickJSHandle, ...args: readonly QuickJSHandle[]) =>
    settle(context.callFunction(called, context.undefined, ...args));

  const setup = settle(context.evalCode(SANDBOX_SETUP, 'setup'));
  const variables = keep(context.newString(input.variablesJson));
  const businessKey = input.businessKey === null ? context.null : keep(context.newString(input.businessKey));
  const now = input.now === null ? context.null : keep(context.newNumber(input.now));
  const finish = setup.failed ? setup : call(setup.result, variables, businessKey, now);
  // Neither depends on the script, so only the memory can have been too small.
  if (finish.failed) return new ScriptLimitError('memory');

  const ran = settle(context.evalCode(source, FILE));
  const told = ran.failed ? ran : call(finish.result, ran.result, context.false);
  if (!told.failed) return context.getString(told.result);
  const described = call(finish.result, told.result, context.true);
  return described.failed ? new ScriptLimitError('memory') : errorOf(context.getString(described.result));
}

const MAX_MESSAGE_LENGTH = 300;

/** Limits that QuickJS reports as errors of the script. */
const LIMITS: ReadonlyMap<string, 'memory' | 'stack'> = new Map([
  ['InternalError: out of memory', 'memory'],
  ['InternalError: stack overflow', 'stack'],
]);

/** `json` comes from inside: texts that the script may have made up, shown to people and otherwise not trusted. */
function errorOf(json: string): ScriptError {
  const { name, message, stack } = JSON.parse(json) as { name: string; message: string; stack: string };
  const place = new RegExp(`\\b${FILE}:(\\d{1,6})\\b`).exec(stack)?.[1];
  const line = place === undefined ? null : Number(place);
  const what = name === '' ? message : `${name}: ${message}`;
  const limit = LIMITS.get(what);
  return limit === undefined
    ? new ScriptError(what.slice(0, MAX_MESSAGE_LENGTH), line)
    : new ScriptLimitError(limit, line);
}
