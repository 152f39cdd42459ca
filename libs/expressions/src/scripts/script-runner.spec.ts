import { loadJavaScript, type ScriptRunner } from './script-runner.js';
import { ScriptError, ScriptLimitError, ScriptSandboxLostError } from './script-errors.js';

describe('a script', () => {
  let scripts: ScriptRunner;

  beforeAll(async () => {
    scripts = await loadJavaScript();
  });

  const order = { lines: [{ sum: 5 }, { sum: 7 }], note: null };

  it.each([
    ['order.lines.map((line) => line.sum).reduce((a, b) => a + b)', 12],
    ["var total = execution.getVariable('order').lines.length; total * 10", 20],
    ["execution.hasVariable('order') && !execution.hasVariable('missing')", true],
    ["execution.getVariable('missing')", null],
    ["'Cường'.toUpperCase() + '😀'", 'CƯỜNG😀'],
    ['Object.keys(execution.getVariables())', ['order']],
    ['const f = () => 1;', null],
    ['undefined', null],
    ['(function () {})', null],
    ['({ a: [1, { b: "x" }], c: undefined })', { a: [1, { b: 'x' }] }],
    ['console.log("seen by nobody"); print(1); 3', 3],
  ])('%s yields %j', (source, value) => {
    expect(scripts.run(source, { order }).value).toEqual(value);
  });

  it('sets variables by setVariable and in no other way', () => {
    const source = `
      execution.setVariable('total', 12);
      execution.setVariable('order', { lines: [] });
      order = 'assigned'; order2 = 1; count = 2;
      execution.setVariable('nothing');
      execution.getVariable('total')`;
    const { value, variables } = scripts.run(source, { order, count: 1 });
    expect(value).toBe(12);
    expect(variables).toEqual({ total: 12, order: { lines: [] }, nothing: null });
  });

  it('keeps the value that was set, whatever becomes of the object', () => {
    const { variables } = scripts.run("const a = [1]; execution.setVariable('a', a); a.push(2);", {});
    expect(variables).toEqual({ a: [1] });
  });

  it('reads the business key and the time it is given', () => {
    const options = { businessKey: '47/QĐ', now: '2026-11-20T17:30:00.000Z' };
    const keys = '[execution.getProcessBusinessKey(), execution.processBusinessKey]';
    expect(scripts.run(keys, {}, options).value).toEqual(['47/QĐ', '47/QĐ']);
    const times = '[new Date().toISOString(), Date.now()]';
    expect(scripts.run(times, {}, options).value).toEqual([options.now, Date.parse(options.now)]);
    expect(scripts.run('new Date(2026, 0, 2) instanceof Date', {}, options).value).toBe(true);
    expect(scripts.run('execution.processBusinessKey', {}).value).toBeNull();
  });

  it('starts afresh each time', () => {
    scripts.run('globalThis.left = 1; Object.prototype.left = 1; JSON.stringify = null', {});
    scripts.run('Array.prototype.map = null', {});
    expect(scripts.run('[typeof left, [1].map((n) => n + 1)]', {}).value).toEqual(['undefined', [2]]);
  });

  it.each([
    ['\n\nmissing.call()', "ReferenceError: 'missing' is not defined", 3],
    ['1;\nlet a = ;', 'SyntaxError: unexpected token', 2],
    ["function f() {\n throw new Error('no such unit') }\nf()", 'Error: no such unit', 2],
    ["throw 'a text'", 'a text', null],
    ['const a = {}; a.a = a;\nexecution.setVariable("a", a)', 'TypeError: circular reference', 2],
    ['({ toJSON() { throw new Error("no") } })', 'Error: no', 1],
  ])('%j fails with its message and line', (source, message, line) => {
    const failure = failureOf(() => scripts.run(source, {}));
    expect(failure).toBeInstanceOf(ScriptError);
    expect(failure).toMatchObject({ code: 'expressions.script', line, message: expect.stringContaining(message) });
  });

  it('may be given less than usual', async () => {
    const narrow = await loadJavaScript({ timeMs: 50, stackBytes: 16 * 1024 });
    const calls = 'const f = (n) => (n === 0 ? 0 : 1 + f(n - 1)); f(200)';
    expect(failureOf(() => narrow.run('while (true);', {}))).toMatchObject({ limit: 'time' });
    expect(failureOf(() => narrow.run(calls, {}))).toMatchObject({ limit: 'stack' });
    expect(scripts.run(calls, {}).value).toBe(200);
  });

  it('takes variables as large as fit into its memory', async () => {
    expect(scripts.run('text.length', { text: 'ệ'.repeat(500_000) }).value).toBe(500_000);
    expect(failureOf(() => scripts.run('1', { text: 'x'.repeat(2_000_000) }))).toMatchObject({ limit: 'memory' });
    const roomy = await loadJavaScript({ memoryBytes: 64 * 1024 * 1024 });
    expect(roomy.run('text.length', { text: 'x'.repeat(2_000_000) }).value).toBe(2_000_000);
  });

  function failureOf(run: () => unknown): unknown {
    try {
      return run();
    } catch (error) {
      return error;
    }
  }

  async function untilReady(runner: ScriptRunner): Promise<void> {
    while (failureOf(() => runner.run('1', {})) instanceof ScriptSandboxLostError) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  describe('that is hostile', () => {
    /** Has time enough for a script to come to its other limits on a busy machine. */
    let patient: ScriptRunner;

    beforeAll(async () => {
      patient = await loadJavaScript({ timeMs: 5_000 });
    });

    // A broken sandbox is replaced in later turns of the event loop.
    afterEach(() => Promise.all([scripts, patient].map(untilReady)));

    it.each([
      ['process, require, module', 'typeof process + typeof require + typeof module', 'undefined'.repeat(3)],
      ['the constructor of a function', 'execution.getVariable.constructor("return typeof process")()', 'undefined'],
      ['the global object of a function', '(function () { return typeof this.process })()', 'undefined'],
      ['std and os', 'typeof std + typeof os', 'undefinedundefined'],
    ])('finds no host by %s', (_name, source, value) => {
      expect(scripts.run(source, { a: 1 }).value).toBe(value);
    });

    it.each([
      ['while (true);', 'time'],
      ['for (;;) { try { for (;;); } catch {} }', 'time'],
      ['/(a+)+$/.test("a".repeat(40) + "!")', 'time'],
      ['({ toJSON() { for (;;); } })', 'time'],
      ['Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)', 'time'],
      ['"a".repeat(1e9)', 'memory'],
      ['const all = []; for (;;) all.push("x".repeat(500_000) + all.length)', 'memory'],
      ['new Uint8Array(1e9)', 'memory'],
      ['const all = new Map(); for (let i = 0; ; i++) all.set(i, new Array(1_000).fill(i))', 'memory'],
      ['(function f() { f() })()', 'stack'],
      ['const o = { toString: () => `${o}` }; `${o}`', 'stack'],
      ['eval("(".repeat(10_000) + ")".repeat(10_000))', 'stack'],
      ['let a = []; for (let i = 0; i < 10_000; i++) a = [a]; a', 'stack'],
    ])('%s is stopped', (source, limit) => {
      const failure = failureOf(() => (limit === 'time' ? scripts : patient).run(source, {}));
      expect(failure).toBeInstanceOf(ScriptLimitError);
      expect(failure).toMatchObject({ code: 'expressions.script-limit', limit });
    });

    it.each([
      'let s = "x"; for (;;) s += s',
      'JSON.parse("[".repeat(100_000))',
      'import("node:fs"); throw 1',
      'throw { get message() { throw 1 } }',
      'throw null',
      'throw new Proxy({}, { get() { throw 1 }, has: () => true })',
      'const e = new Error(); e.stack = { toString() { throw 1 } }; throw e',
      'let a = 1; for (let i = 0; i < 201; i++) a = [a]; a',
      "JSON.parse('{\"__proto__\": 1}')",
      "execution.setVariable('__proto__', { polluted: true })",
      "execution.setVariable('a', JSON.parse('{\"b\": {\"__proto__\": 1}}'))",
    ])('%s is an error of ours', (source) => {
      const failure = failureOf(() => scripts.run(source, {}));
      expect(failure).toBeInstanceOf(ScriptError);
      expect((failure as Error).message).not.toMatch(/\/|node_modules|\.ts/);
    });

    it('as a text of ten thousand brackets is stopped', () => {
      const source = `${'('.repeat(10_000)}1${')'.repeat(10_000)}`;
      expect(failureOf(() => scripts.run(source, {}))).toBeInstanceOf(ScriptLimitError);
    });

    it('leaves every later script a sandbox, and says so while there is none', async () => {
      const breaking = 'Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)';
      const quick = await loadJavaScript({ timeMs: 50 });
      const [first, second, third] = [breaking, breaking, '1'].map((source) => failureOf(() => quick.run(source, {})));
      expect([first, second]).toMatchObject([{ limit: 'time' }, { limit: 'time' }]);
      expect(third).toMatchObject({ code: 'expressions.script-sandbox-lost', kind: 'transient' });
      await untilReady(quick);
      expect(quick.run('1', {}).value).toBe(1);
    });

    it('cannot reach a prototype of the host, also by the names of variables', () => {
      const variables = JSON.parse('{"__proto__": {"polluted": 1}, "execution": 1, "JSON": 2, "a b": 3}');
      const source = `
        Object.prototype.polluted = 1;
        [typeof execution, typeof JSON, execution.getVariable("a b"), execution.getVariable("toString")]`;
      const { value } = scripts.run(source, variables);
      expect(value).toEqual(['object', 'object', 3, null]);
      expect(({} as { polluted?: number }).polluted).toBeUndefined();
    });

    it('cannot turn the outcome of a run into something else by changing the language', () => {
      const source = `
        JSON.stringify = () => '{"value": "forged"}'; String = null; Map = null; Object.create = null;
        Object.prototype.toJSON = () => 'forged';
        execution.setVariable('a', 1); 5`;
      expect(() => scripts.run(source, {})).not.toThrow();
      expect(scripts.run('1', {}).variables).toEqual({});
    });
  });
});
