import { bpmnText, extensions, findingsOf, flow, flows } from '../../../testing/bpmn-text.js';

const step = (id: string, steps: string, tag = 'task') =>
  `<${tag} id="${id}">${extensions(
    `<camunda:properties><camunda:property name="lawStep" value="${steps}"/></camunda:properties>`,
  )}</${tag}>`;
const [sign, number, issue] = [step('Sign', 'sign'), step('Number', 'number'), step('Issue', 'issue')];

/** The elements at which the order is broken, of a process from `S` to `E`. */
async function brokenAt(elements: string, ...sequence: string[]): Promise<string[]> {
  const text = bpmnText(`<startEvent id="S"/>${elements}<endEvent id="E"/>${sequence.join('')}`);
  const found = (await findingsOf(text)).filter((finding) => finding.endsWith('issuing-order'));
  return found.map((finding) => finding.split(' ')[1] ?? '');
}

describe('an outgoing document', () => {
  it('is signed, then numbered, then issued', async () => {
    const all = sign + number + issue;
    expect(await brokenAt(all, flows('S-Sign', 'Sign-Number', 'Number-Issue', 'Issue-E'))).toEqual([]);
    expect(await brokenAt(all, flows('S-Number', 'Number-Sign', 'Sign-Issue', 'Issue-E'))).toEqual(['Number']);
    expect(await brokenAt(all, flows('S-Sign', 'Sign-Issue', 'Issue-Number', 'Number-E'))).toEqual(['Issue']);
    expect(await brokenAt(number + issue, flows('S-Number', 'Number-Issue', 'Issue-E'))).toEqual(['Number']);
  });

  it('is known by the handlers of the office too', async () => {
    const handler = (id: string, topic: string) => `<serviceTask id="${id}" camunda:topic="documents.${topic}"/>`;
    const tasks = handler('A', 'record-signature') + handler('B', 'issue-outgoing');
    expect(await brokenAt(tasks, flows('S-A', 'A-B', 'B-E'))).toEqual([]);
    expect(await brokenAt(tasks, flows('S-B', 'B-A', 'A-E'))).toEqual(['B']);
  });

  it('may have been signed before the process begins', async () => {
    const signed = step('S', 'sign', 'startEvent');
    const text = bpmnText(`${signed}${number}<endEvent id="E"/>${flows('S-Number', 'Number-E')}`);
    expect(await findingsOf(text)).toEqual([]);
  });
});

describe('on every path', () => {
  it('means on each way through a choice', async () => {
    const choice = '<exclusiveGateway id="G" default="G-Number"/>';
    const ways = flow('G-Sign', '= x') + flows('S-G', 'G-Number', 'Sign-Number', 'Number-E');
    expect(await brokenAt(choice + sign + number, ways)).toEqual(['Number']);
    const back = '<exclusiveGateway id="G" default="G-Number"/><task id="Draft"/>';
    const loop = flow('G-Draft', '= again') + flows('S-Draft', 'Draft-Sign', 'Sign-G', 'G-Number', 'Number-E');
    expect(await brokenAt(back + sign + number, loop)).toEqual([]);
  });

  it('means on any branch before a parallel join', async () => {
    const fork = '<parallelGateway id="F"/><task id="Other"/><parallelGateway id="J"/>';
    const joined = flows('S-F', 'F-Sign', 'F-Other', 'Sign-J', 'Other-J', 'J-Number', 'Number-E');
    expect(await brokenAt(fork + sign + number, joined)).toEqual([]);
    const beside = flows('S-F', 'F-Sign', 'F-Number', 'Sign-J', 'Number-J', 'J-Other', 'Other-E');
    expect(await brokenAt(fork + sign + number, beside)).toEqual(['Number']);
  });

  it('means through sub-processes, past their borders, and by links', async () => {
    const sub = (more = '') => `<subProcess id="Sub"><startEvent id="S1"/>${sign}<endEvent id="E1"/>
      ${flows('S1-Sign', 'Sign-E1')}${more}</subProcess>`;
    const through = flows('S-Sub', 'Sub-Number', 'Number-E');
    expect(await brokenAt(sub() + number, through)).toEqual([]);
    const failed = '<endEvent id="E2"><errorEventDefinition/></endEvent>';
    expect(await brokenAt(sub(failed) + number, through)).toEqual([]);
    const border = `<boundaryEvent id="B" attachedToRef="Sub"><errorEventDefinition/></boundaryEvent>`;
    expect(await brokenAt(sub() + number + border, through, flows('B-Number'))).toEqual(['Number']);
    const event = `<subProcess id="Es" triggeredByEvent="true"><startEvent id="S3"><errorEventDefinition/></startEvent>
      <endEvent id="E3"/>${flows('S3-E3')}</subProcess>`;
    expect(await brokenAt(sub(event) + number, through)).toEqual(['Number']);
    const link = (tag: string, id: string) => `<${tag} id="${id}"><linkEventDefinition name="l"/></${tag}>`;
    const links = link('intermediateThrowEvent', 'Jump') + link('intermediateCatchEvent', 'Land');
    expect(await brokenAt(links + sign + number, flows('S-Sign', 'Sign-Jump', 'Land-Number', 'Number-E'))).toEqual([]);
    expect(await brokenAt(links + sign + number, flows('S-Jump', 'Land-Number', 'Number-Sign', 'Sign-E'))).toEqual([
      'Number',
    ]);
  });

  it('means nothing of what people may leave out', async () => {
    const adHoc = `<adHocSubProcess id="Free">${sign}</adHocSubProcess>`;
    expect(await brokenAt(adHoc + number, flows('S-Free', 'Free-Number', 'Number-E'))).toEqual(['Number']);
  });
});
