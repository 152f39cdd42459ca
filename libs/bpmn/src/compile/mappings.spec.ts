import { around, bpmnText, findingsOf, input, mappedTask } from '../testing/bpmn-text.js';
import { compiled } from '../testing/compiled.js';

const value = (text: string) => `<camunda:value>${text}</camunda:value>`;
const entry = (key: string, content: string) => `<camunda:entry key="${key}">${content}</camunda:entry>`;

describe('input and output parameters', () => {
  it.each([
    ['= x', '= x'],
    ['${x + 1}', '${x + 1}'],
    ['literal', 'literal'],
    ['', '= null'],
    [`<camunda:list>${value('u "1"')}${value('= v')}${value('${w.x}')}</camunda:list>`, '= ["u \\"1\\"", v, w.x]'],
    [`<camunda:map>${entry('a b', 'v')}${entry('c', '')}</camunda:map>`, '= {"a b": "v", "c": ""}'],
    [`<camunda:map>${entry('k', `<camunda:list>${value('1')}</camunda:list>`)}</camunda:map>`, '= {"k": ["1"]}'],
    ['<camunda:script scriptFormat="feel">count(x)</camunda:script>', '= count(x)'],
  ])('may be %s', async (content, source) => {
    expect(await compiled(mappedTask(input('a', content)))).toMatchObject({ inputs: [{ source, target: 'a' }] });
  });

  it('go out as they go in', async () => {
    const output = '<camunda:outputParameter name="d">literal</camunda:outputParameter>';
    expect(await compiled(mappedTask(output))).toMatchObject({ outputs: [{ source: 'literal', target: 'd' }] });
  });

  it.each([
    input('a', '<camunda:script scriptFormat="js">1</camunda:script>'),
    input('a', `<camunda:list>${value('${x + 1}')}</camunda:list>`),
    input('a', '<camunda:map><camunda:entry key="k">${f(x)}</camunda:entry></camunda:map>'),
    '<camunda:inputParameter>= x</camunda:inputParameter>',
  ])('of another kind are left out, and refused for deployment: %s', async (content) => {
    expect(await compiled(mappedTask(content))).toMatchObject({ inputs: [] });
    expect(await findingsOf(bpmnText(around(mappedTask(content))))).toEqual([
      expect.stringMatching(/^error T .*parameter$/),
    ]);
  });
});

describe('data associations', () => {
  const inputs = (association: string) =>
    `<task id="T"><ioSpecification><dataInput id="In" name="amount"/><inputSet/><outputSet/></ioSpecification>
     <dataInputAssociation><targetRef>In</targetRef>${association}</dataInputAssociation></task>`;

  it('that assign or transform are mappings', async () => {
    const assignment = (to: string) => `<assignment><from>= total</from><to>${to}</to></assignment>`;
    expect(await compiled(inputs(assignment('In')))).toMatchObject({
      inputs: [{ source: '= total', target: 'amount' }],
    });
    expect(await compiled(inputs(assignment('sum')))).toMatchObject({ inputs: [{ target: 'sum' }] });
    const path = assignment("getDataInput('In')/x");
    expect(await compiled(inputs(path))).toMatchObject({ inputs: [{ target: 'amount' }] });
    expect(await compiled(inputs('<transformation>= a + b</transformation>'))).toMatchObject({
      inputs: [{ source: '= a + b', target: 'amount' }],
    });
  });

  it('that lead out store their value in the data object', async () => {
    const task = `<task id="T"><dataOutputAssociation><targetRef>Ref</targetRef>
      <transformation language="feel">a + b</transformation></dataOutputAssociation></task>`;
    const objects = '<dataObject id="Total"/><dataObjectReference id="Ref" name="the total" dataObjectRef="Total"/>';
    expect(await compiled(task, '', objects)).toMatchObject({ outputs: [{ source: '= a + b', target: 'Total' }] });
  });

  it('that only connect are passed over, also those to nowhere', async () => {
    const task = '<task id="T"><dataInputAssociation><sourceRef>Gone</sourceRef></dataInputAssociation></task>';
    expect(await compiled(task)).toMatchObject({ inputs: [] });
    expect(await findingsOf(bpmnText(around(task)))).toEqual(['warning T bpmn.unresolved']);
  });
});
