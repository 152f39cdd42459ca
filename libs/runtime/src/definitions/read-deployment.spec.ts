import { readDeployment } from './read-deployment.js';

const PROCESS = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="test">
  <process id="visit" isExecutable="true">
    <startEvent id="begin"/>
    <endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="begin" targetRef="end"/>
  </process>
</definitions>`;
const FORM = JSON.stringify({ type: 'default', id: 'guest', components: [] });

const read = (files: Readonly<Record<string, string>>) =>
  readDeployment(Object.entries(files).map(([name, text]) => ({ name, content: Buffer.from(text) })));

describe('reading a deployment', () => {
  it('gives each process the forms that lie beside or below it', async () => {
    const { processes, errors } = await read({
      'visit/visit.bpmn': PROCESS,
      'visit/forms/guest.form': FORM,
      'other/forms/host.form': FORM.replace('guest', 'host'),
    });
    expect(errors).toEqual([]);
    expect(processes.map(({ graph, forms }) => [graph.key, Object.keys(forms)])).toEqual([['visit', ['guest']]]);
  });

  it.each(['../visit.bpmn', '/etc/visit.bpmn', 'a/../../visit.bpmn', 'C:\\visit.bpmn', 'C:visit.bpmn', './guest.form'])(
    'does not read %s, whose name leads out of it',
    async (name) => {
      const { processes, errors } = await read({ [name]: PROCESS });
      expect(processes).toEqual([]);
      expect(errors).toMatchObject([{ where: name, what: 'leads out of the deployment' }]);
    },
  );

  it('finds everything that is wrong at once', async () => {
    const { errors } = await read({
      'a/visit.bpmn': PROCESS,
      'b/visit.bpmn': PROCESS,
      'notes.txt': 'x',
      'a/guest.form': '{',
    });
    expect(errors.map(({ where }) => where)).toEqual(
      expect.arrayContaining(['b/visit.bpmn:visit', 'notes.txt', expect.stringMatching(/^a\/guest\.form:/)]),
    );
  });
});
