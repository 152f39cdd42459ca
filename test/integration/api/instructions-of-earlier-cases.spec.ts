import { readFile } from 'node:fs/promises';
import { newId } from '#foundation';
import { deployProcesses, readProcessFolder } from '#runtime';
import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

const DAY_MS = 86_400_000;

/** A model of the first release: it knows no change of the instruction. */
const EARLIER = 'test/compatibility/recorded-states/models/incoming-document.bpmn';

describe('a case that began by an earlier version of its process', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  /** Deploys the processes as they are, or with the earlier model in its place; gives the id of what is then called. */
  async function deploy(earlier: boolean): Promise<string> {
    const resources = await readProcessFolder('processes');
    const changed = await Promise.all(
      resources.map(async (resource) =>
        earlier && resource.name.endsWith('incoming-document.bpmn') ? { ...resource, content: await readFile(EARLIER) } : resource,
      ),
    );
    await api.office.executor.execute(deployProcesses, { resources: changed }, { actor: 'namcn', requestId: newId() });
    const { body } = await api.get('tungmt', 'process-definitions?key=incoming-document');
    return body.items[0].id;
  }

  const handling = (login: string, id: string) =>
    eventually(async () => {
      const { body } = await api.get(login, 'tasks?scope=group&limit=200');
      return body.items.find((task: { businessKey: string }) => task.businessKey === id);
    });

  /** Registers a document, which is scanned and instructed, and gives its id. */
  async function instructed(instruction: object, dueAt: string): Promise<string> {
    const { body: registered } = await api.post('anhdtl', 'incoming-documents', {
      senderAgency: 'UBND tỉnh Bình Định',
      documentDate: '2026-01-05',
      documentType: 'Công văn',
      subject: 'V/v báo cáo',
      replyRequired: false,
      dueAt,
    });
    const { id } = registered;
    const scanned = { message: 'incoming-document.scanned', correlationKey: id, variables: { hasScan: true } };
    expect(await api.post('tungmt', 'messages', scanned)).toMatchObject({ status: 200 });
    const task = await handling('baotq', id);
    const variables = { leadUnit: 'QLCN', instruction: 'Giao QLCN.', ...instruction };
    expect(await api.post('baotq', `tasks/${task.id}/complete`, { variables })).toMatchObject({ status: 204 });
    return id;
  }
  const inTwentyDays = () => new Date(Math.floor(api.clock.now().getTime() / 1000) * 1000 + 20 * DAY_MS).toISOString();

  it('goes on as it was; its instruction is changed once it was migrated, with dates of single units as well', async () => {
    const from = await deploy(true);
    const dueAt = inTwentyDays();
    const id = await instructed({}, dueAt);
    await handling('cuongpv', id);
    // As the release before has left it: its handler knew no dates of single units.
    const forgotten = `update process_instance set state = replace(state::text, '"unitDueAt": {}, ', '')::jsonb where business_key = $1 returning state`;
    expect(JSON.stringify(await api.office.database.query(forgotten, [id]))).not.toContain('unitDueAt');

    const change = async () => {
      const payload = {
        units: [{ unit: 'QLCN', role: 'lead' }, { unit: 'TDC', role: 'for-information', dueAt }],
        content: 'Giao QLCN, gửi TDC.',
        reason: 'Để TDC biết.',
      };
      const headers = await api.as('baotq');
      return api.app.inject({ method: 'PUT', url: `/api/v1/incoming-documents/${id}/instruction`, headers, payload });
    };
    const refused = await change();
    expect(refused.json()).toMatchObject({ status: 409, code: 'documents.case-of-earlier-model' });

    const migration = await api.post('tungmt', 'migrations', { from, to: await deploy(false) });
    expect(migration.body.items).toMatchObject([{ outcome: 'migrated' }]);
    expect((await change()).statusCode).toBe(200);
    expect(await handling('khanhvd', id)).toMatchObject({ name: 'Đọc để biết', dueAt });
    expect(await handling('cuongpv', id)).toMatchObject({ name: 'Xử lý văn bản' });
  });

  it('says who has read for information, though its model records no receipt', async () => {
    await deploy(true);
    const id = await instructed({ informationUnits: ['TDC', 'TCCB'] }, inTwentyDays());
    const receipts = async () => (await api.get('baotq', `incoming-documents/${id}/read-receipts`)).body.items;
    const task = await handling('khanhvd', id);
    const unread = { unit: 'TCCB', readBy: null, readAt: null };
    expect(await receipts()).toEqual(expect.arrayContaining([expect.objectContaining(unread), expect.objectContaining({ ...unread, unit: 'TDC' })]));
    expect(await api.post('khanhvd', `tasks/${task.id}/complete`, { variables: {} })).toMatchObject({ status: 204 });
    const read = { unit: 'TDC', readBy: 'khanhvd', readAt: expect.any(String) as string, overdue: false };
    expect(await receipts()).toEqual(expect.arrayContaining([expect.objectContaining(unread), expect.objectContaining(read)]));
    // As when its time has run out: nobody has read it.
    await api.office.database.query(`update user_task set status = 'cancelled', ended_at = business_now() where candidate_groups = '{unit:TCCB}'`);
    expect(await receipts()).toContainEqual(expect.objectContaining(unread));
    const { body: document } = await api.get('baotq', `incoming-documents/${id}`);
    expect(document.instruction.units.filter(({ readBy }: { readBy: string | null }) => readBy !== null)).toMatchObject([{ unit: 'TDC' }]);
  });
});
