import { around, bpmnText, findingsOf } from '../testing/bpmn-text.js';
import { compiled } from '../testing/compiled.js';

describe('a multi-instance activity', () => {
  const task = (attributes: string, content = '', more = '') =>
    `<task id="T">${more}<multiInstanceLoopCharacteristics ${attributes}>${content}</multiInstanceLoopCharacteristics>
     </task>`;

  it('has a collection or a cardinality, and may end early', async () => {
    expect(await compiled(task('camunda:collection="units" camunda:elementVariable="unit"'))).toMatchObject({
      multiInstance: { sequential: false, collection: 'units', elementVariable: 'unit' },
    });
    const content = '<loopCardinality>3</loopCardinality><completionCondition>= done</completionCondition>';
    expect(await compiled(task('isSequential="true"', content))).toMatchObject({
      multiInstance: { sequential: true, cardinality: '3', completionCondition: '= done' },
    });
  });

  it('may run each time as a job of its own', async () => {
    const attributes = 'camunda:collection="units" camunda:asyncBefore="true" camunda:asyncAfter="true"';
    const node = await compiled(task(attributes));
    expect(node).toMatchObject({ multiInstance: { asyncBefore: true, asyncAfter: true } });
    expect(node).not.toHaveProperty('asyncBefore');
  });

  it('may take and give collections as BPMN has them', async () => {
    const refs = (input: string, output: string) =>
      `<loopDataInputRef>${input}</loopDataInputRef><loopDataOutputRef>${output}</loopDataOutputRef>
       <inputDataItem id="In" name="unit"/><outputDataItem id="Out" name="answer"/>`;
    const objects = `<dataObject id="Object"/><dataObjectReference id="R" name="units" dataObjectRef="Object"/>
      <dataObject id="answers" name="all the answers"/>`;
    expect(await compiled(task('', refs('R', 'answers')), '', objects)).toMatchObject({
      multiInstance: {
        collection: 'units',
        elementVariable: 'unit',
        outputCollection: 'answers',
        outputElement: '= answer',
      },
    });
  });

  it('may take its collection through a data input of its own', async () => {
    const fed = `<ioSpecification><dataInput id="In" name="fed"/><dataOutput id="Out" name="made"/>
      <inputSet><dataInputRefs>In</dataInputRefs></inputSet><outputSet/></ioSpecification>
      <dataInputAssociation><sourceRef>units</sourceRef><targetRef>In</targetRef></dataInputAssociation>
      <dataOutputAssociation><sourceRef>Out</sourceRef><targetRef>answers</targetRef></dataOutputAssociation>`;
    const content = `<loopDataInputRef>In</loopDataInputRef><loopDataOutputRef>Out</loopDataOutputRef>
      <outputDataItem id="Item" name="answer"/>`;
    const objects = '<dataObject id="units"/><dataObject id="answers"/>';
    expect(await compiled(task('', content, fed), '', objects)).toMatchObject({
      multiInstance: { collection: 'units', outputCollection: 'answers', outputElement: '= answer' },
      inputs: [],
      outputs: [],
    });
  });

  it.each(['assignees', '${assignees}'])('may name its collection by a reference to no element: %s', async (text) => {
    const content = `<loopDataInputRef>${text}</loopDataInputRef><inputDataItem name="one"/>`;
    expect(await compiled(task('', content))).toMatchObject({
      multiInstance: { collection: text, elementVariable: 'one' },
    });
    expect(await findingsOf(bpmnText(around(task('', content))))).toEqual([]);
  });

  it('that does not say how often is refused for deployment', async () => {
    expect(await findingsOf(bpmnText(around(task(''))))).toEqual(['error T bpmn.endless-multi-instance']);
  });
});

describe('a standard loop', () => {
  const task = (attributes: string, content = '') =>
    `<task id="T"><standardLoopCharacteristics ${attributes}>${content}</standardLoopCharacteristics></task>`;

  it('runs while its condition holds, at most so often', async () => {
    expect(await compiled(task('', '<loopCondition>= again</loopCondition>'))).toMatchObject({
      standardLoop: { condition: '= again', testBefore: false },
    });
    const node = await compiled(task('testBefore="true" loopMaximum="3"'));
    expect(node).toMatchObject({ standardLoop: { testBefore: true, maximum: '3' } });
    expect(node).not.toHaveProperty('multiInstance');
  });

  it.each([
    ['', 'endless-loop'],
    ['loopMaximum="${n}"', 'bad-literal'],
  ])('with %s is refused for deployment', async (attributes, code) => {
    expect(await findingsOf(bpmnText(around(task(attributes))))).toEqual([`error T bpmn.${code}`]);
  });
});
