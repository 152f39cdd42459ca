import fc from 'fast-check';
import { brokenModel, everything, mutatedModel } from '../../../test/support/mutated-model.js';
import { UnusableBpmnFileError } from './findings.js';
import { compileProcess, readProcesses } from './read-processes.js';
import { around, bpmnText, findingsOf, flows } from './testing/bpmn-text.js';

const task = '<task id="T"/>';

describe('a file that is no BPMN 2.0', () => {
  it.each([
    ['empty', ''],
    ['text', 'hello'],
    ['HTML', '<html><body/></html>'],
    ['BPMN without its namespace', '<definitions><process id="P"/></definitions>'],
    ['cut off', bpmnText(around(task)).slice(0, 400)],
    ['bytes', Uint8Array.from({ length: 500 }, (_, index) => index % 256)],
  ])('(%s) is an error without an element', async (_name, source) => {
    const findings = await findingsOf(source);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatch(/^error {2}bpmn\.(no-bpmn|unreadable)$/);
  });

  it('cannot hide an entity bomb or an external entity', async () => {
    const doctype = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>';
    expect(await findingsOf(bpmnText(around(task)).replace('?>', `?>${doctype}`))).toEqual(['error  bpmn.unreadable']);
    expect(await findingsOf(bpmnText(around(task), '<!-- <!DOCTYPE x> -->'))).toEqual([]);
  });

  it.each([200, 5_000, 10_000])('cannot exhaust the stack with %i levels of sub-processes', async (levels) => {
    const deep = '<subProcess>'.repeat(levels) + '</subProcess>'.repeat(levels);
    expect(await findingsOf(bpmnText(deep))).toEqual(['error  bpmn.unreadable']);
  });

  it('as deep as files may be is read', async () => {
    const start = '<startEvent/>';
    const deep = `${start}<subProcess>`.repeat(190) + start + '</subProcess>'.repeat(190);
    const graph = await compileProcess(bpmnText(deep));
    expect(Object.values(graph.nodes).filter(({ type }) => type === 'subProcess')).toHaveLength(190);
  });

  it('cannot exhaust the memory', async () => {
    expect(await findingsOf('<a '.repeat(1_000_000))).toEqual([expect.stringMatching(/^error {2}/)]);
    expect(await findingsOf(Buffer.alloc(20_000_001, ' '))).toEqual(['error  bpmn.unreadable']);
    const name = 'x'.repeat(5_000_000);
    const graph = await compileProcess(bpmnText(around(`<task id="T" name="${name}"/>`)));
    expect(graph.nodes['T']?.name).toHaveLength(5_000_000);
  });
});

describe('names that every object has', () => {
  const NAMES = ['constructor', 'toString', 'hasOwnProperty', 'valueOf', 'prototype'];

  it.each(NAMES)('are ids like any other: %s', async (name) => {
    const elements = `<startEvent id="S"/><exclusiveGateway id="${name}" default="F"/><endEvent id="E"/>
      <sequenceFlow id="F" sourceRef="${name}" targetRef="E"/>${flows(`S-${name}`)}
      <userTask id="U" camunda:assignee="${name}" camunda:formKey="${name}"/>${flows(`U-E`, `${name}-U`)}
      <intermediateCatchEvent id="C"><messageEventDefinition messageRef="${name}"/></intermediateCatchEvent>`;
    const graph = await compileProcess(bpmnText(elements).replace('id="P"', `id="P-${name}"`));
    expect(graph.nodes[name]).toMatchObject({ id: name, defaultFlow: 'F', outgoing: ['F', `${name}-U`] });
    expect(graph.nodes['U']).toMatchObject({ assignee: name, formKey: name });
  });

  it.each(NAMES)('are no elements where a file refers to them: %s', async (name) => {
    const flow = `<sequenceFlow id="F" sourceRef="T" targetRef="${name}"/>`;
    await expect(compileProcess(bpmnText(around(task, flow)))).rejects.toThrow(name);
  });

  it('do not reach the prototype', async () => {
    const refused = ['error __proto__ bpmn.bad-id'];
    const text = bpmnText(around(task).replaceAll(/\bT\b/g, '__proto__'));
    expect((await findingsOf(text)).filter((finding) => finding.startsWith('error'))).toEqual(refused);
    const process = bpmnText(around(task)).replace('id="P"', 'id="__proto__"');
    expect((await findingsOf(process)).filter((finding) => finding.startsWith('error'))).toEqual(refused);
    expect({}).not.toHaveProperty('type');
  });
});

describe('whatever a file holds', () => {
  /** Reads and compiles; any error but our own fails the test. */
  async function survives(source: string | Uint8Array): Promise<void> {
    const { findings } = await readProcesses(source, { file: 'test.bpmn' });
    for (const { where, what, mend } of findings) {
      expect(where.startsWith('test.bpmn')).toBe(true);
      expect([what, mend]).not.toContain('');
    }
    try {
      await compileProcess(source);
    } catch (error) {
      expect(error).toBeInstanceOf(UnusableBpmnFileError);
    }
  }

  it('nothing but our own error comes of random bytes', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), survives), { numRuns: 200 });
  });

  it('nothing but our own error comes of a file with tags and attributes lost, doubled or swapped', async () => {
    await fc.assert(fc.asyncProperty(brokenModel, survives), { numRuns: 200 });
  });

  it('nothing but our own error comes of a file that is well-formed and makes no sense', async () => {
    await fc.assert(fc.asyncProperty(mutatedModel, survives), { numRuns: 100 });
  });

  it('the file that is taken apart for that is a good one', async () => {
    expect((await findingsOf(everything)).filter((finding) => finding.startsWith('error'))).toEqual([]);
  });
});

describe('ten thousand', () => {
  const ids = Array.from({ length: 10_000 }, (_, index) => `T${index}`);

  const tasks = ids.map((id) => `<task id="${id}"/>`).join('');

  it.each([
    ['tasks in a row', ids.slice(1).map((id, index) => `T${index}-${id}`)],
    ['branches', ids.slice(2).flatMap((id) => [`T0-${id}`, `${id}-T1`])],
  ])('%s compile and are looked at by every rule', async (_name, pairs) => {
    const text = bpmnText(`<startEvent id="S"/>${tasks}${flows('S-T0', ...pairs)}`);
    const { processes, findings } = await readProcesses(text, { file: 'test.bpmn' });
    expect(Object.keys(processes[0]?.graph.nodes ?? {})).toHaveLength(10_002);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});
