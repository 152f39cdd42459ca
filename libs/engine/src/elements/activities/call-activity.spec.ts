import { UncaughtBpmnError } from '../../index.js';
import { boundaryEvent, error, errorTrigger, run, timer, userTask } from '../../testing/model.js';

const flows = 'Start -> Call -> End';
const call = (extensions: string, attributes = '') =>
  `<callActivity id="Call" calledElement="reply-required" ${attributes}>
     <extensionElements>${extensions}</extensionElements>
   </callActivity>`;

describe('Call activity', () => {
  it('starts a child with the mapped variables and the business key', async () => {
    const elements = call(
      `<camunda:in businessKey="= documentId"/><camunda:in source="dueAt" target="deadline"/>
       <camunda:in sourceExpression="= &quot;head:&quot; + unit" target="head"/><camunda:in source="absent" target="nothing"/>`,
    );
    const instance = await run({ elements, flows }, { documentId: 'd-1', dueAt: '2026-01-07', unit: 'QLCN' });
    expect([...instance.open.values()]).toEqual([
      {
        type: 'startChild',
        key: 3,
        element: 'Call',
        calledElement: 'reply-required',
        binding: 'latest',
        businessKey: 'd-1',
        variables: { deadline: '2026-01-07', head: 'head:QLCN', nothing: null },
      },
    ]);
  });

  it('names the version it is bound to', async () => {
    const elements = call('', 'camunda:calledElementBinding="version" camunda:calledElementVersion="3"');
    const instance = await run({ elements, flows });
    expect([...instance.open.values()]).toMatchObject([{ binding: 'version', bindingValue: '3' }]);
  });

  it('may compute which process and which version it calls, and refuses to call none', async () => {
    const elements = `<callActivity id="Call" calledElement="\${kind}" camunda:calledElementBinding="versionTag"
      camunda:calledElementVersionTag="\${tag}"/>`;
    const instance = await run({ elements, flows }, { kind: 'reply', tag: 'v2' });
    expect([...instance.open.values()]).toMatchObject([
      { calledElement: 'reply', binding: 'versionTag', bindingValue: 'v2' },
    ]);
    await expect(run({ elements, flows }, { kind: null, tag: 'v2' })).rejects.toMatchObject({ element: 'Call' });
  });

  it('passes everything where asked to, the named mappings on top', async () => {
    const elements = call('<camunda:in variables="all"/><camunda:in sourceExpression="= a + 1" target="a"/>');
    const instance = await run({ elements, flows }, { a: 1, b: 2 });
    expect([...instance.open.values()]).toMatchObject([{ variables: { a: 2, b: 2 } }]);
  });

  it('takes back what the out mappings name from the variables of the child, and nothing else', async () => {
    const elements = call(
      '<camunda:out source="symbol" target="outgoingSymbol"/><camunda:out sourceExpression="= n * 2" target="twice"/>',
    );
    const instance = await run({ elements, flows }, { n: 1 });
    instance.endChild('Call', { symbol: '47/QĐ-STP', n: 21, secret: true });
    expect(instance.outcome?.variables).toEqual({ n: 1, outgoingSymbol: '47/QĐ-STP', twice: 42 });
  });

  it('takes everything back where asked to', async () => {
    const instance = await run({ elements: call('<camunda:out variables="all"/>'), flows }, { a: 1 });
    instance.endChild('Call', { a: 2, b: 3 });
    expect(instance.outcome?.variables).toEqual({ a: 2, b: 3 });
  });

  it('hands the error of its child to the event that catches it, and takes back what is mapped', async () => {
    const elements =
      call('<camunda:out source="draft" target="rejected"/>') +
      boundaryEvent('Refused', 'Call', errorTrigger('REFUSED')) +
      userTask('Mend');
    const definitions = error('REFUSED');
    const instance = await run({ elements, flows: `${flows}\nRefused -> Mend`, definitions });
    expect(instance.failChild('Call', 'REFUSED', { draft: 'v1' })).not.toContainEqual(
      expect.objectContaining({ type: 'cancelChild' }),
    );
    expect(instance.waitingFor).toEqual(['Mend']);
    expect(instance.variables).toEqual({ rejected: 'v1' });
  });

  it('hands it on to its own caller where that catches it, and refuses it where nothing does', async () => {
    const model = { elements: call('<camunda:out variables="all"/>'), flows };
    const called = await run(model, {}, { callerCatches: () => true });
    called.failChild('Call', 'REFUSED');
    expect(called.outcome).toMatchObject({ outcome: 'error', error: { code: 'REFUSED' } });
    const root = await run(model);
    expect(() => root.failChild('Call', 'REFUSED', { draft: 'v1' })).toThrow(UncaughtBpmnError);
    expect(root.waitingFor).toEqual(['Call']);
    expect(root.variables).toEqual({});
  });

  it('takes its child along when it is cancelled', async () => {
    const elements = call('') + boundaryEvent('Late', 'Call', timer('timeDuration', 'P1D'));
    const instance = await run({ elements, flows: `${flows}\nLate -> End` });
    expect(instance.fireTimer('Late')).toContainEqual({ type: 'cancelChild', key: 3 });
    expect(instance.ended).toBe(true);
  });
});
