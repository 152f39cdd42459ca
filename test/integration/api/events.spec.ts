import { type ApiUnderTest, startApi } from './api-under-test.js';

const PROCESS = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="test">
  <message id="m" name="request.arrived"/><signal id="s" name="office.closed"/>
  <process id="request" isExecutable="true">
    <startEvent id="begin"/><startEvent id="by-message"><messageEventDefinition messageRef="m"/></startEvent>
    <startEvent id="by-signal"><signalEventDefinition signalRef="s"/></startEvent>
    <startEvent id="by-condition"><conditionalEventDefinition>
      <condition xsi:type="tFormalExpression">= amount > 100</condition></conditionalEventDefinition></startEvent>
    <userTask id="answer" name="Trả lời" camunda:candidateGroups="clerk"/><endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="begin" targetRef="answer"/><sequenceFlow id="f2" sourceRef="by-message" targetRef="answer"/>
    <sequenceFlow id="f3" sourceRef="by-signal" targetRef="answer"/><sequenceFlow id="f4" sourceRef="by-condition" targetRef="answer"/>
    <sequenceFlow id="f5" sourceRef="answer" targetRef="end"/>
  </process>
</definitions>`;

describe('what happens outside', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await startApi();
    const form = new FormData();
    form.append('files', new Blob([PROCESS]), 'request/request.bpmn');
    const headers = await api.as('namcn');
    const response = await fetch(`${api.address}/api/v1/deployments`, { method: 'POST', body: form, headers });
    expect(await response.json()).toMatchObject({ definitions: [{ key: 'request' }], decisions: [] });
  });
  afterAll(() => api.close());

  const instance = async (id: string) => (await api.get('quanhm', `process-instances/${id}`)).body;

  it('may begin a process by its key', async () => {
    const { status, body } = await api.post('tungmt', 'process-instances', {
      key: 'request',
      businessKey: 'R-1',
      variables: { amount: 1 },
    });
    expect(status).toBe(201);
    expect(await instance(body.instanceId)).toMatchObject({ businessKey: 'R-1', startedBy: 'tungmt', variables: { amount: 1 } });
    expect(await api.post('tungmt', 'process-instances', { key: 'nothing' })).toMatchObject({ status: 404 });
  });

  it('comes as a message that begins a process once, however often it is sent', async () => {
    const message = { message: 'request.arrived', businessKey: 'R-2', messageId: 'mail-17' };
    const first = await api.post('tungmt', 'messages', message);
    expect(first).toMatchObject({ status: 200, body: { outcome: 'started', expiresAt: null } });
    expect(await api.post('tungmt', 'messages', message)).toEqual(first);
    const { body } = await api.get('quanhm', 'process-instances?businessKey=R-2');
    expect(body.items).toHaveLength(1);
  });

  it.each([
    ['incoming-document.instruction-recalled', 'PUT /incoming-documents/{id}/instruction'],
    ['reply-required.coordinator-removed', 'PUT /incoming-documents/{id}/instruction'],
    ['reply-obligation.answered', 'POST /reply-obligations/{id}/answers'],
  ])('comes not as %s, by which the office tells what it has decided', async (message, act) => {
    expect(await api.post('tungmt', 'messages', { message, correlationKey: 'x', timeToLive: 'PT1H' })).toMatchObject({
      status: 403,
      body: { code: 'documents.office-message', title: expect.stringContaining('không gửi tay') as string, detail: expect.stringContaining(act) as string },
    });
  });

  it('comes as a message that nobody waits for: kept if asked, else refused with what to do', async () => {
    expect(await api.post('tungmt', 'messages', { message: 'unknown' })).toMatchObject({
      status: 409,
      body: {
        code: 'runtime.message-not-correlated',
        title: 'Không nơi nào chờ thông điệp này',
        findings: [{ mend: expect.stringContaining('timeToLive') }],
      },
    });
    expect(await api.post('tungmt', 'messages', { message: 'unknown', timeToLive: 'PT1H' })).toMatchObject({
      status: 200,
      body: { outcome: 'kept', instanceId: null, expiresAt: expect.any(String) },
    });
    expect(await api.post('tungmt', 'messages', { message: 'unknown', timeToLive: 'an hour' })).toMatchObject({ status: 400 });
  });

  it('comes as a signal or as a condition that holds', async () => {
    expect(await api.post('tungmt', 'signals', { signal: 'office.closed' })).toMatchObject({
      status: 200,
      body: { instances: 0, starts: 1 },
    });
    const { body } = await api.post('tungmt', 'condition-evaluations', { variables: { amount: 150 } });
    expect(body.instanceIds).toHaveLength(1);
    expect(await instance(body.instanceIds[0])).toMatchObject({ variables: { amount: 150 } });
  });

  it('is told by operators only, and steps are chosen by those who direct the work', async () => {
    for (const path of ['process-instances', 'messages', 'signals', 'condition-evaluations']) {
      expect(await api.post('tuanda', path, {})).toMatchObject({ status: 403 });
    }
    const { body } = await api.post('tungmt', 'process-instances', { key: 'request' });
    const offers = `process-instances/${body.instanceId}/offers`;
    expect(await api.get('tuanda', offers)).toMatchObject({ status: 403 });
    expect(await api.get('baotq', offers)).toMatchObject({ status: 200, body: { items: [] } });
    expect(await api.post('baotq', `${offers}/3/start`, { activity: 'x' })).toMatchObject({
      status: 404,
      body: { code: 'runtime.offer-not-found' },
    });
    expect(await api.post('baotq', `${offers}/3/complete`)).toMatchObject({ status: 404 });
  });
});
