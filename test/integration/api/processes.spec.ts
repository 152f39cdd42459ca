import { readFile } from 'node:fs/promises';
import { type ApiUnderTest, startApi } from './api-under-test.js';

describe('processes', () => {
  let api: ApiUnderTest;
  beforeAll(async () => (api = await startApi()));
  afterAll(() => api.close());

  const deploy = async (login: string, files: Readonly<Record<string, string>>) => {
    const form = new FormData();
    for (const [name, content] of Object.entries(files)) form.append('files', new Blob([content]), name);
    const response = await fetch(`${api.address}/api/v1/deployments`, {
      method: 'POST',
      body: form,
      headers: await api.as(login),
    });
    return { status: response.status, body: await response.json() };
  };
  const definition = async (key: string) => (await api.get('tuanda', `process-definitions?key=${key}`)).body.items[0];

  it('of the folder are there for everybody to look at', async () => {
    const { body } = await api.get('tuanda', 'process-definitions');
    expect(body.items.map(({ key, version }: { key: string; version: number }) => [key, version])).toEqual([
      ['account-lock', 1],
      ['account-offboarding', 1],
      ['account-onboarding', 1],
      ['account-transfer', 1],
      ['article-publication', 1],
      ['assignment', 1],
      ['backup-check', 1],
      ['contribution', 1],
      ['dormant-mailboxes', 1],
      ['incident-escalation', 1],
      ['incoming-document', 1],
      ['it-report', 1],
      ['mailbox-follow', 1],
      ['outgoing-document', 1],
      ['password-reset', 1],
      ['question-answer', 1],
      ['reply-required', 1],
      ['secret-spill', 1],
      ['sla-report', 1],
      ['unit-mailbox-change', 1],
      ['work-programme', 1],
    ]);
    const { id } = await definition('reply-required');
    const xml = await api.app.inject({ url: `/api/v1/process-definitions/${id}/xml`, headers: await api.as('tuanda') });
    expect(xml.headers['content-type']).toContain('application/xml');
    expect(xml.body).toBe(await readFile('processes/reply-required/reply-required.bpmn', 'utf8'));
  });

  it('that have not changed keep their version', async () => {
    const bpmn = await readFile('processes/reply-required/reply-required.bpmn', 'utf8');
    const forms = Object.fromEntries(
      await Promise.all(
        ['assignment', 'draft', 'verification'].map(async (form) => [
          `reply-required/forms/${form}.form`,
          await readFile(`processes/reply-required/forms/${form}.form`, 'utf8'),
        ]),
      ),
    ) as Record<string, string>;
    const same = await deploy('namcn', { 'reply-required/reply-required.bpmn': bpmn, ...forms });
    expect(same).toMatchObject({
      status: 201,
      body: { deploymentId: null, definitions: [{ key: 'reply-required', version: 1, unchanged: true }] },
    });

    const renamed = bpmn.replace('Ban hành văn bản trả lời', 'Ban hành văn bản phúc đáp');
    const changed = await deploy('namcn', { 'reply-required/reply-required.bpmn': renamed, ...forms });
    expect(changed).toMatchObject({
      status: 201,
      body: { definitions: [{ key: 'reply-required', version: 2, unchanged: false }] },
    });
    expect((await api.get('namcn', 'deployments')).body.items[0]).toMatchObject({ createdBy: 'namcn' });
  });

  it('with faults are refused with all findings at once, and nothing is deployed', async () => {
    const faulty = `<?xml version="1.0" encoding="UTF-8"?>
      <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="x">
        <bpmn:process id="faulty" isExecutable="true">
          <bpmn:startEvent id="Start"><bpmn:outgoing>F1</bpmn:outgoing></bpmn:startEvent>
          <bpmn:sequenceFlow id="F1" sourceRef="Start" targetRef="Task_A" />
          <bpmn:userTask id="Task_A" name="A" camunda:candidateGroups="wizard" camunda:formKey="missing"><bpmn:incoming>F1</bpmn:incoming><bpmn:outgoing>F2</bpmn:outgoing></bpmn:userTask>
          <bpmn:sequenceFlow id="F2" sourceRef="Task_A" targetRef="Task_B" />
          <bpmn:serviceTask id="Task_B" name="B" camunda:type="external" camunda:topic="no.such-topic"><bpmn:incoming>F2</bpmn:incoming><bpmn:outgoing>F3</bpmn:outgoing></bpmn:serviceTask>
          <bpmn:sequenceFlow id="F3" sourceRef="Task_B" targetRef="End" />
          <bpmn:endEvent id="End"><bpmn:incoming>F3</bpmn:incoming></bpmn:endEvent>
        </bpmn:process>
      </bpmn:definitions>`;
    const { status, body } = await deploy('namcn', { 'faulty/faulty.bpmn': faulty });
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'runtime.deployment-refused', title: 'Quy trình còn lỗi, chưa triển khai gì' });
    const text = JSON.stringify((body as { findings: unknown[] }).findings);
    for (const fault of ['wizard', 'missing', 'no.such-topic']) expect(text).toContain(fault);
    expect(await definition('faulty')).toBeUndefined();
  });

  it('are deployed by designers only, and a deployment without a file is refused', async () => {
    expect((await deploy('tuanda', { 'x.bpmn': '<x/>' })).status).toBe(403);
    expect((await deploy('namcn', {})).status).toBe(422);
    expect((await deploy('namcn', { 'x/x.bpmn': 'this is no XML' })).status).toBe(422);
  });

  it('are not taken from files whose name leads out of the deployment', async () => {
    for (const name of ['../reply-required.bpmn', '/etc/x.bpmn', 'a/../../x.bpmn', 'C:\\x.bpmn']) {
      expect(await deploy('namcn', { [name]: '<x/>' })).toMatchObject({
        status: 422,
        body: { code: 'runtime.deployment-refused', findings: [{ where: name }] },
      });
    }
  });

  it('are refused with a file over the limit or too many of them', async () => {
    expect(await deploy('namcn', { 'x/x.bpmn': ' '.repeat(4_000_001) })).toMatchObject({
      status: 413,
      body: { code: 'request.file-too-large' },
    });
    const many = Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`x/${index}.form`, '{}']));
    expect(await deploy('namcn', many)).toMatchObject({ status: 413, body: { code: 'request.too-many-files' } });
  });

  it('show their instances, with what is active, to those who may read every document', async () => {
    await api.post('anhdtl', 'incoming-documents', {
      senderAgency: 'UBND tỉnh',
      documentDate: '2026-01-05',
      documentType: 'Công văn',
      subject: 'V/v báo cáo',
      replyRequired: false,
    });
    const { body } = await api.get('quanhm', 'process-instances?status=active');
    expect(body.items).toMatchObject([{ definitionKey: 'incoming-document', startedBy: 'anhdtl' }]);
    const { id } = body.items[0];
    expect((await api.get('quanhm', `process-instances/${id}`)).body).toMatchObject({
      variables: { subject: 'V/v báo cáo' },
      activeActivities: [{ elementId: 'Catch_Scanned' }],
    });
    const activities = (await api.get('quanhm', `process-instances/${id}/activities`)).body.items;
    expect(activities.map(({ elementId }: { elementId: string }) => elementId)).toContain('Start_Registered');
    expect(await api.get('tuanda', `process-instances/${id}`)).toMatchObject({ status: 403 });
  });

  it('have no failed jobs to retry here, and say so', async () => {
    expect((await api.get('tungmt', 'jobs?status=failed')).body).toEqual({ items: [], next: null });
    expect(await api.post('tungmt', 'jobs/0190f3a1-7c1e-7d3b-9a43-5a1f0c9be111/retry')).toMatchObject({
      status: 404,
      body: { code: 'runtime.job-not-found' },
    });
  });
});
