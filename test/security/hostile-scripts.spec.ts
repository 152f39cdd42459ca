import { loadJavaScript, type ScriptRunner } from '#expressions';
import { attacked, outcomeOf, xml } from './attacked-process.js';
import { watchHost } from './host-canary.js';

watchHost();

const variables = { order: { lines: [1, 2] } };
const script = (source: string, format = 'javascript') =>
  attacked(`<scriptTask id="T" scriptFormat="${format}" camunda:resultVariable="x">
    <script>${xml(source)}</script></scriptTask>`);

let scripts: ScriptRunner;

beforeAll(async () => {
  scripts = await loadJavaScript();
});

/** A sandbox that an attack has broken is replaced in later turns of the event loop. */
afterEach(() => new Promise((resolve) => setTimeout(resolve, 50)));

describe('a script in JavaScript', () => {
  it.each(['javascript', 'JavaScript', 'js', 'ecmascript'])('as %s is not run unless turned on', async (format) => {
    const outcome = await outcomeOf(script('globalThis.reachHost()', format), variables);
    expect(outcome).toEqual({ refusal: expect.objectContaining({ code: 'engine.scripts-off', element: 'T' }) });
  });

  it.each(['groovy', 'python', 'juel', 'node', 'constructor', '__proto__'])('does not pass as %s', async (format) => {
    const outcome = await outcomeOf(script('globalThis.reachHost()', format), variables, undefined, { scripts });
    expect(outcome).toEqual({ refusal: expect.objectContaining({ kind: 'conflict' }) });
  });

  it.each([
    'typeof process + typeof require + typeof module + typeof globalThis.reachHost',
    'execution.getVariable.constructor("return typeof reachHost + typeof process + typeof require + typeof fetch")()',
    '(0, eval)("typeof process + typeof require + typeof Deno + typeof reachHost")',
    `const { process, require, module, fetch } = [].map.constructor("return this")();
      [process, require, module, fetch].map(String).join("")`,
  ])('finds nothing of the host: %s', async (source) => {
    const outcome = await outcomeOf(script(source), variables, undefined, { scripts });
    expect(outcome).toMatchObject({ left: { x: 'undefined'.repeat(4) } });
  });

  it.each([
    'Object.prototype.polluted = 1; Array.prototype.polluted = 1; globalThis.polluted = 1; null',
    'order.__proto__.polluted = 1; order.constructor.prototype.polluted = 1; null',
    'Object.defineProperty(Object.prototype, "lines", { get() { throw 1 } }); null',
    'JSON.parse = JSON.stringify = String = null; null',
  ])('changes only its own world: %s', async (source) => {
    const outcome = await outcomeOf(script(source), variables, undefined, { scripts });
    expect(outcome).toMatchObject({ left: { order: { lines: [1, 2] } } });
    expect('left' in outcome && outcome.left['x']).toBeNull();
  });

  it.each([
    ['an endless loop', 'for (;;);'],
    ['a loop inside a built-in function', 'Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)'],
    ['a pattern that explodes', '/(a+)+$/.test("a".repeat(40) + "!")'],
    ['memory without end', 'const all = []; for (;;) all.push("x".repeat(500_000) + all.length)'],
    ['one huge text', '"x".repeat(1e9)'],
    ['recursion without end', '(function f() { f() })()'],
    ['a result that is nested without end', 'let a = []; for (let i = 0; i < 1_000; i++) a = [a]; a'],
    ['a result with a prototype', 'JSON.parse(\'{"__proto__": {"polluted": 1}}\')'],
    ['a variable with a prototype', 'execution.setVariable("__proto__", { polluted: true })'],
    ['a getter that throws what cannot be told', 'throw new Proxy({}, { get() { throw 1 }, has: () => true })'],
    ['an import', 'import("node:fs"); throw 1'],
  ])('is stopped or refused, and its task with it: %s', async (_name, source) => {
    const outcome = await outcomeOf(script(source), variables, undefined, { scripts });
    expect(outcome).toEqual({ refusal: expect.objectContaining({ code: 'engine.unusable-attribute', element: 'T' }) });
  });
});
