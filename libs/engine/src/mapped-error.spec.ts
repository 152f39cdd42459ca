import { mappedError } from './index.js';
import { context, error, mappings, run, serviceTask } from './testing/model.js';

const definition = (expression: string, code: string) =>
  `<camunda:errorEventDefinition id="D_${code}" errorRef="Error_${code}" expression="${expression}"/>`;
const definitions = error('BROKEN') + error('FULL') + error('REST');

function task(...mapped: string[]) {
  const end = '</extensionElements>';
  const content = mappings({ unit: '= "QLCN"' }).replace(end, mapped.join('') + end);
  const elements = serviceTask('Service', '', content);
  return run({ elements, flows: 'Start -> Service -> End', definitions }, { n: 1 });
}

describe('mappedError', () => {
  it('is the error of the first mapping that holds over the message and the variables of the task', async () => {
    const { graph, state } = await task(
      definition('${nothing.such}', 'BROKEN'),
      definition('${errorMessage.contains(\'full\') &amp;&amp; unit == \'QLCN\'}', 'FULL'),
      definition('= n = 1', 'REST'),
    );
    expect(mappedError(graph, state!, 3, 'the disk is full', context)).toBe('FULL');
    expect(mappedError(graph, state!, 3, 'no answer', context)).toBe('REST');
  });

  it('is none where no mapping holds, or none can be evaluated: the failure stays technical', async () => {
    const { graph, state } = await task(definition('${nothing.such}', 'BROKEN'), definition('= n = 2', 'REST'));
    expect(mappedError(graph, state!, 3, 'no answer', context)).toBeUndefined();
  });

  it('is none for a task without mappings, and for what is not open', async () => {
    const { graph, state } = await task();
    expect(mappedError(graph, state!, 3, 'no answer', context)).toBeUndefined();
    expect(mappedError(graph, state!, 99, 'no answer', context)).toBeUndefined();
  });
});
