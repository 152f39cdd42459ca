import { readFile } from 'node:fs/promises';
import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

describe('tasks', () => {
  let api: ApiUnderTest;
  let taskId: string;

  beforeAll(async () => {
    api = await startApi();
    await bringDocumentToHead();
  });
  afterAll(() => api.close());

  /** A document whose lead unit QLCN has to assign a drafter. */
  async function bringDocumentToHead(): Promise<void> {
    const form = new FormData();
    form.set('file', new Blob([Uint8Array.from(await readFile('apps/cli/assets/cong-van-den.pdf'))], { type: 'application/pdf' }), 'quet.pdf');
    const upload = await fetch(`${api.address}/api/v1/attachments`, {
      method: 'POST',
      body: form,
      headers: await api.as('anhdtl'),
    });
    const { id } = (await upload.json()) as { id: string };
    await api.post('anhdtl', 'incoming-documents', {
      senderAgency: 'UBND tỉnh',
      documentDate: '2026-01-05',
      documentType: 'Công văn',
      subject: 'V/v báo cáo',
      replyRequired: true,
      dueAt: new Date(Date.now() + 300 * 86_400_000).toISOString(),
      attachmentIds: [id],
    });
    const instruct = await eventually(async () => (await api.get('baotq', 'tasks?scope=group')).body.items[0]);
    await api.post('baotq', `tasks/${instruct.id}/complete`, {
      variables: { leadUnit: 'QLCN', instruction: 'Trả lời.' },
    });
    const assign = await eventually(async () => (await api.get('cuongpv', 'tasks?scope=group')).body.items[0]);
    taskId = assign.id;
  }

  it('show their case and its history to those they are offered to', async () => {
    const { status, body } = await api.get('cuongpv', `tasks/${taskId}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      name: 'Phân công người xử lý',
      subject: 'V/v báo cáo',
      may: { claim: true, complete: true },
    });
    expect(body.variables).toMatchObject({ leadUnit: 'QLCN', replyRequired: true });
    expect(body.history.items).toEqual(
      expect.arrayContaining([expect.objectContaining({ elementId: 'Task_Instruct', completedBy: 'baotq' })]),
    );
    expect(await api.get('tuanda', `tasks/${taskId}`)).toMatchObject({
      status: 403,
      body: { code: 'worklist.task-forbidden' },
    });
  });

  it('bring their form with the people to choose from', async () => {
    const { body } = await api.get('cuongpv', `tasks/${taskId}/form`);
    expect(body.schema.components.map(({ key }: { key?: string }) => key)).toEqual(expect.arrayContaining(['drafter']));
    expect(body.data.people).toEqual(
      expect.arrayContaining([{ value: 'tuanda', label: 'Đặng Anh Tuấn', units: ['QLCN'] }]),
    );
  });

  it('stay open when the form is filled in wrongly, and say what is wrong where', async () => {
    for (const variables of [{}, { drafter: 'baotq' }, { drafter: 'tuanda', salary: 1 }]) {
      const answer = await api.post('cuongpv', `tasks/${taskId}/complete`, { variables });
      expect(answer).toMatchObject({ status: 422, body: { code: 'worklist.submission-refused' } });
      expect(answer.body.findings).not.toHaveLength(0);
    }
    const unstorable = await api.post('cuongpv', `tasks/${taskId}/complete`, {
      variables: { drafter: 'tuanda', note: 'a\u0000b' },
    });
    expect(unstorable.status).toBe(422);
    expect((await api.get('cuongpv', `tasks/${taskId}`)).body).toMatchObject({ status: 'open', assignee: null });
  });

  it('are handed only to people of the head’s own unit', async () => {
    expect(await api.post('cuongpv', `tasks/${taskId}/assign`, { assignee: 'oanhhtk' })).toMatchObject({ status: 422 });
    expect(await api.post('cuongpv', `tasks/${taskId}/assign`, { assignee: 'nobody' })).toMatchObject({ status: 422 });
    expect(await api.post('cuongpv', `tasks/${taskId}/assign`, { assignee: 'cuongpv' })).toMatchObject({ status: 204 });
    expect(await api.post('cuongpv', `tasks/${taskId}/unclaim`)).toMatchObject({ status: 204 });
  });

  it('cannot be listed for everybody by just anybody', async () => {
    expect(await api.get('tuanda', 'tasks?scope=all')).toMatchObject({ status: 403 });
    expect((await api.get('quanhm', 'tasks?scope=all')).body.items).toHaveLength(1);
  });

  it('that are gone, or somebody else’s, or done already are refused and nothing changes', async () => {
    const unknown = '0190f3a1-7c1e-7d3b-9a43-5a1f0c9be111';
    expect(await api.post('cuongpv', `tasks/${unknown}/complete`, {})).toMatchObject({
      status: 404,
      body: { code: 'runtime.task-not-found' },
    });
    expect(await api.post('ngocdtb', `tasks/${taskId}/complete`, { variables: { drafter: 'tuanda' } })).toMatchObject({
      status: 403,
    });
    expect(await api.post('cuongpv', 'tasks/12/complete', {})).toMatchObject({
      status: 400,
      body: { findings: [{ where: 'path.id' }] },
    });

    expect(await api.post('cuongpv', `tasks/${taskId}/complete`, { variables: { drafter: 'tuanda' } })).toMatchObject({
      status: 204,
    });
    for (const verb of ['complete', 'claim', 'unclaim']) {
      expect(await api.post('cuongpv', `tasks/${taskId}/${verb}`, {})).toMatchObject({
        status: 409,
        body: { code: 'runtime.task-not-open' },
      });
    }
    const drafts = await eventually(async () => {
      const { items } = (await api.get('tuanda', 'tasks')).body;
      return items.length > 0 ? items : undefined;
    });
    expect(drafts).toHaveLength(1);
  });
});
