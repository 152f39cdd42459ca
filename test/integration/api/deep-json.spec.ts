import { type JsonObject, newId } from '#foundation';
import { deployProcesses } from '#runtime';
import { type ApiUnderTest, startApi } from './api-under-test.js';

const WAITING = `<?xml version="1.0" encoding="UTF-8"?>
  <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="x">
    <process id="waiting" isExecutable="true">
      <startEvent id="begin"/><userTask id="ask" camunda:candidateGroups="staff"/>
      <sequenceFlow id="f" sourceRef="begin" targetRef="ask"/>
    </process>
  </definitions>`;

describe('variables nested deep', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await startApi();
    const resources = [{ name: 'waiting.bpmn', content: Buffer.from(WAITING) }];
    await api.office.executor.execute(deployProcesses, { resources }, { actor: 'namcn', requestId: newId() });
  });
  afterAll(() => api.close());

  /** As text: `JSON.stringify` would give up on the deepest. */
  const start = async (levels: number) => {
    const nested = `${'['.repeat(levels)}${']'.repeat(levels)}`;
    const response = await api.app.inject({
      method: 'POST',
      url: '/api/v1/process-instances',
      headers: { ...(await api.as('tungmt')), 'content-type': 'application/json' },
      payload: `{"key":"waiting","variables":{"nested":${nested}}}`,
    });
    return { status: response.statusCode, body: JSON.parse(response.body) as JsonObject };
  };

  it.each([199, 1_000, 400_000])('%i levels below the body are refused as malformed, with what is too much', async (levels) => {
    expect(await start(levels)).toMatchObject({
      status: 400,
      body: {
        code: 'request.too-deep',
        title: 'Nội dung gửi lên lồng nhau quá sâu',
        detail: expect.stringContaining('200 levels'),
      },
    });
  });

  it('198 levels below the body are kept', async () => {
    expect(await start(198)).toMatchObject({ status: 201, body: { instanceId: expect.any(String) } });
  });
});
