import { createLogger } from '#foundation';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

/** Stands in every place into which people can write; it may be nowhere at the end. */
const MARKER = 'Chỉ dấu Zưpkqx số Bảy';
/** As written, without diacritics, decomposed, escaped in JSON, and as a word of an index. */
const WORDS = 'z(ư|u|ư|\\\\u01b0)pkqx';
const IN_TEXT = new RegExp(WORDS, 'i');

describe('a secret that got into the system', () => {
  let api: ApiUnderTest;
  let logged: string[];
  beforeAll(async () => {
    logged = [];
    const logger = createLogger({ name: 'test', level: 'trace', destination: { write: (line) => void logged.push(line) } });
    api = await startApi({}, { worker: 'inside', logger });
  });
  afterAll(() => api.close());

  const letter = (given: object = {}) => ({
    senderAgency: `Cơ quan ${MARKER}`,
    documentDate: '2026-01-05',
    documentType: 'Công văn',
    subject: `V/v ${MARKER}`,
    note: `Ghi chú ${MARKER}`,
    signerName: `Ông ${MARKER}`,
    replyRequired: true,
    dueAt: new Date(Date.now() + 300 * 86_400_000).toISOString(),
    ...given,
  });
  const upload = async (login: string, name: string, text: string) => {
    const form = new FormData();
    form.set('file', new Blob([text], { type: 'text/plain' }), name);
    const response = await fetch(`${api.address}/api/v1/attachments`, { method: 'POST', body: form, headers: await api.as(login) });
    return ((await response.json()) as { id: string }).id;
  };
  const taskOf = (login: string, element: string, businessKey?: string) =>
    eventually(async () => {
      const { body } = await api.get(login, 'tasks?scope=group&limit=200');
      const mine = (await api.get(login, 'tasks?scope=mine&limit=200')).body;
      for (const task of [...body.items, ...mine.items]) {
        if (businessKey !== undefined && task.businessKey !== businessKey) continue;
        const detail = (await api.get(login, `tasks/${task.id}`)).body;
        if (detail.elementId === element) return detail as { id: string; variables: object; subject: string };
      }
      return undefined;
    });
  const complete = async (login: string, element: string, variables: object, businessKey?: string) => {
    const { id } = await taskOf(login, element, businessKey);
    expect(await api.post(login, `tasks/${id}/complete`, { variables })).toMatchObject({ status: 204 });
  };

  const send = async (login: string, path: string, json: object) => expect((await api.post(login, path, json)).status).toBeLessThan(300);
  /** From hand to hand and back, with an opinion asked beside it. */
  const passOn = async ({ id }: { id: string }) => {
    const dueAt = new Date(api.clock.now().getTime() + 86_400_000).toISOString();
    await send('tuanda', `tasks/${id}/consultations`, { people: ['oanhhtk'], question: `Hỏi ${MARKER}`, dueAt });
    const [consultation] = await api.office.database.query<{ id: string }>('select id from task_consultation where task_id = $1', [id]);
    await send('oanhhtk', `consultations/${consultation!.id}/answer`, { answer: `Đáp ${MARKER}` });
    await send('tuanda', `tasks/${id}/hand-over`, { to: 'maint', reason: `Bận ${MARKER}` });
    await send('maint', `tasks/${id}/return`, { reason: `Trả ${MARKER}` });
  };

  /** A whole case up to its draft, with the words in every field that a person fills in. */
  const caseUnderWay = async () => {
    const attachment = await upload('anhdtl', `${MARKER}.txt`, `Kính gửi Sở\n${MARKER}\n`);
    const { body } = await api.post('anhdtl', 'incoming-documents', letter({ attachmentIds: [attachment] }));
    await complete('baotq', 'Task_Instruct', { leadUnit: 'QLCN', coordinatingUnits: ['QLKH'], instruction: `Giao ${MARKER}` }, body.id);
    await complete('cuongpv', 'Task_Assign', { drafter: 'tuanda', note: `Nhớ ${MARKER}` }, body.id);
    await complete('oanhhtk', 'Task_Contribute', { contribution: `Góp ý ${MARKER}` }, body.id);
    await passOn(await taskOf('tuanda', 'Task_Draft', body.id));
    await complete(
      'tuanda',
      'Task_Draft',
      { documentType: 'BC', draftSubject: `Báo cáo ${MARKER}`, draftBody: `Kính gửi ${MARKER}`, result: `Xong ${MARKER}` },
      body.id,
    );
    await taskOf('cuongpv', 'Task_ApproveContent', body.id);
    const [deadline] = await api.office.database.query<{ id: string }>('select id from deadline where instance_id = $1', [body.instanceId]);
    const until = new Date(api.clock.now().getTime() + 30 * 86_400_000).toISOString();
    await send('baotq', `deadlines/case/${deadline!.id}/pause`, { until, reason: `Chờ ${MARKER}` });
    const work = { title: `Rà soát ${MARKER}`, content: `Rà soát ${MARKER}`, unit: 'QLKH', coordinatingUnits: ['TDC'], workingDays: 5, sourceDocumentId: body.id };
    await send('baotq', 'assignments', work);
    return { documentId: body.id as string, instanceId: body.instanceId as string, attachment };
  };

  /** Where the words stand in the database: `table.column`, over every column that can hold text. */
  const placesInDatabase = async () => {
    const columns = await api.office.database.query<{ table: string; column: string }>(
      `select c.table_name as "table", c.column_name as "column"
       from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
       where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
         and c.data_type in ('text', 'character varying', 'jsonb', 'json', 'ARRAY', 'USER-DEFINED', 'tsvector', 'bytea')`,
    );
    const places: string[] = [];
    for (const { table, column } of columns) {
      const [{ found }] = await api.office.database.query<{ found: number }>(
        `select count(*)::int as found from "${table}" where "${column}"::text ~* $1`,
        [WORDS],
      ) as [{ found: number }];
      if (found > 0) places.push(`${table}.${column}`);
    }
    return places.sort();
  };
  /** What stands there with the words in it, by its place; timers that were held come later by as long. */
  const textsWithWords = async () => {
    const texts: Record<string, string[]> = {};
    for (const place of await placesInDatabase()) {
      const [table, column] = place.split('.');
      const rows = await api.office.database.query<{ text: string }>(`select "${column}"::text as text from "${table}" where "${column}"::text ~* $1`, [WORDS]);
      texts[place] = rows.map(({ text }) => (column === 'state' ? text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'then') : text)).sort();
    }
    return texts;
  };
  const filesWithWords = async () => {
    const root = api.configuration.FILES_DIR;
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    const contents = await Promise.all(
      entries.filter((entry) => entry.isFile()).map(async (entry) => readFile(join(entry.parentPath, entry.name), 'utf8')),
    );
    return contents.filter((content) => IN_TEXT.test(content)).length;
  };
  const seenBy = async (login: string, documentId: string, attachment: string) => {
    const answers = await Promise.all(
      [
        `incoming-documents/${documentId}`,
        'incoming-documents?limit=200',
        'tasks?scope=group&limit=200',
        'tasks?scope=mine&limit=200',
        'notifications?limit=200',
        'reply-obligations?limit=200',
        'assignments?limit=200',
        'deadlines?limit=200',
        'documents/search?q=zupkqx',
        'sla/overdue-cases?limit=200',
        `registers/incoming?year=${new Date().getFullYear()}`,
        `registers/tracking?year=${new Date().getFullYear()}`,
        'outgoing-documents?limit=200',
        `attachments/${attachment}`,
        `attachments/${attachment}/content`,
      ].map(async (path) => {
        const response = await api.app.inject({ method: 'GET', url: `/api/v1/${path}`, headers: await api.as(login) });
        return IN_TEXT.test(response.body) ? path : '';
      }),
    );
    return answers.filter((path) => path !== '');
  };

  let secret: Awaited<ReturnType<typeof caseUnderWay>>;
  let spillId: string;

  it('is in many places before anybody reports it', async () => {
    secret = await caseUnderWay();
    await eventually(async () => (await placesInDatabase()).includes('attachment.text'));
    expect(await placesInDatabase()).toEqual(
      expect.arrayContaining([
        'assignment_wording.content',
        'attachment.file_name',
        'audit_entry.detail',
        'deadline_act.reason',
        'attachment.text',
        'contribution.content',
        'deadline.label',
        'document_search.content',
        'incoming_document.search_text',
        'incoming_document.sender_agency',
        'incoming_document.subject',
        'instruction.content',
        'notification.body',
        'outgoing_document.subject',
        'outgoing_draft_version.body',
        'process_instance.state',
        'reply_obligation.result',
        'task_consultation.answer',
        'task_handling.reason',
      ]),
    );
    expect(await filesWithWords()).toBe(1);
  });

  it('cannot be reported by whoever may not read the document, nor where there is none', async () => {
    expect(await api.post('vinhtq', 'secret-spills', { documentId: secret.documentId })).toMatchObject({ status: 403 });
    expect(await api.post('tuanda', 'secret-spills', { documentId: secret.attachment })).toMatchObject({
      status: 404,
      body: { code: 'documents.document-not-found' },
    });
    expect(await api.post('tuanda', 'secret-spills', { documentId: secret.documentId, subject: MARKER })).toMatchObject({ status: 400 });
  });

  it('is locked at once for everybody when somebody reports it', async () => {
    expect(await seenBy('anhdtl', secret.documentId, secret.attachment)).toContain(`incoming-documents/${secret.documentId}`);
    const approval = await taskOf('cuongpv', 'Task_ApproveContent', secret.documentId);
    const reported = await api.post('tuanda', 'secret-spills', { documentId: secret.documentId });
    expect(reported).toMatchObject({ status: 201 });
    spillId = reported.body.id;
    for (const login of ['anhdtl', 'baotq', 'dungnh', 'cuongpv', 'tuanda', 'oanhhtk', 'tungmt', 'quanhm']) {
      expect(await seenBy(login, secret.documentId, secret.attachment)).toEqual([]);
    }
    const { body } = await api.get('anhdtl', `incoming-documents/${secret.documentId}`);
    expect(body).toMatchObject({ subject: '(nội dung đã khóa)', senderAgency: '(nội dung đã khóa)', documentDate: '2026-01-05', note: '(nội dung đã khóa)' });
    expect(body.arrivalNumber).toBeGreaterThan(0);
    expect(await api.get('anhdtl', `attachments/${secret.attachment}/content`)).toMatchObject({
      status: 423,
      body: { code: 'documents.content-locked', title: 'Nội dung đã bị khóa theo quy trình bảo vệ bí mật nhà nước' },
    });
    const { body: task } = await api.get('cuongpv', `tasks/${approval.id}`);
    expect(JSON.stringify(task)).not.toMatch(IN_TEXT);
    expect((await api.post('cuongpv', `tasks/${approval.id}/complete`, { variables: { decision: 'approve' } })).status).toBeGreaterThanOrEqual(400);
    const search = await api.get('anhdtl', `incoming-documents?search=${encodeURIComponent('zupkqx')}`);
    expect(search.body.items).toEqual([]);
    // Only where it is put aside.
    expect(await placesInDatabase()).toEqual(['secret_spill_sealed.content']);
  });

  it('is reported once, and takes no more files', async () => {
    const again = await api.post('cuongpv', 'secret-spills', { documentId: secret.documentId });
    expect(again).toMatchObject({ status: 409, body: { code: 'documents.spill-reported' } });
    const more = await upload('anhdtl', 'them.txt', 'Bổ sung');
    expect(await api.post('anhdtl', `incoming-documents/${secret.documentId}/attachments`, { attachmentIds: [more] })).toMatchObject({ status: 423 });
  });

  it('is told at once to the head of the finder and the chief of office', async () => {
    for (const login of ['cuongpv', 'dungnh']) {
      const told = await eventually(async () =>
        (await api.get(login, 'notifications')).body.items.find(({ title }: { title: string }) => title.startsWith('Nghi lộ bí mật')),
      );
      expect(told.body).toContain('văn bản đến số');
    }
  });

  it('is seen as a spill by those who have a part in it alone', async () => {
    for (const login of ['dungnh', 'sonlt', 'baotq', 'anhdtl']) {
      expect(await api.get(login, `secret-spills/${spillId}`)).toMatchObject({ status: 200, body: { status: 'locked', foundBy: 'tuanda' } });
    }
    for (const login of ['tuanda', 'cuongpv', 'vinhtq', 'quanhm']) {
      expect(await api.get(login, `secret-spills/${spillId}`)).toMatchObject({ status: 403 });
      expect(await api.get(login, 'secret-spills')).toMatchObject({ status: 403 });
    }
    expect(await api.get('dungnh', `secret-spills/${secret.documentId}`)).toMatchObject({ status: 404 });
    expect((await api.get('dungnh', 'secret-spills?status=locked')).body.items).toMatchObject([{ id: spillId }]);
  });

  it('leaves nothing anywhere once the procedure is through', async () => {
    await complete('dungnh', 'Task_Confirm', { decision: 'secret' }, spillId);
    await complete('sonlt', 'Task_Remove', { removalUnderstood: true }, spillId);
    const { id } = await taskOf('anhdtl', 'Task_InformSender', spillId);
    expect(await api.post('anhdtl', `tasks/${id}/complete`, { variables: { informedOn: '2099-01-01', informedHow: 'Điện thoại.' } })).toMatchObject({
      status: 422,
      body: { code: 'documents.sender-not-informed', findings: [{ where: 'informedOn', title: 'Ngày báo nơi gửi ở tương lai' }] },
    });
    await complete('anhdtl', 'Task_InformSender', { informedOn: '2026-01-06', informedHow: 'Điện thoại cho văn thư.' }, spillId);
    await complete('dungnh', 'Task_Assess', { assessment: 'Bốn người đã xem.', backups: 'Hủy các bản trước ngày 20.' }, spillId);
    const closed = await eventually(async () => {
      const { body } = await api.get('dungnh', `secret-spills/${spillId}`);
      return body.status === 'closed' ? body : undefined;
    });
    expect(closed).toMatchObject({ removedBy: 'sonlt', removedFiles: 1, senderInformedBy: 'anhdtl', assessedBy: 'dungnh' });
    expect(await placesInDatabase()).toEqual([]);
    expect(await filesWithWords()).toBe(0);
    expect(logged).not.toHaveLength(0);
    expect(logged.filter((line) => IN_TEXT.test(line))).toEqual([]);
  });

  it('leaves its number in the register, and who did what in the trail', async () => {
    const { body } = await api.get('anhdtl', 'registers/incoming?year=' + new Date().getFullYear());
    const [row] = body.items;
    expect(row.typeAndSubject).toContain('Đã gỡ theo quy trình bảo vệ bí mật nhà nước');
    const { body: trail } = await api.get('tungmt', `audit-entries?subjectId=${secret.documentId}`);
    expect(trail.items.map(({ action }: { action: string }) => action)).toContain('documents.register-incoming-document');
    const { body: document } = await api.get('anhdtl', `incoming-documents/${secret.documentId}`);
    expect(document).toMatchObject({ status: 'closed', obligation: { status: 'cancelled' } });
  });

  it('comes back with its case when the alarm was false', async () => {
    const harmless = await caseUnderWay();
    const lookedThrough = 'select from attachment where id = $1 and gate_checked_at is not null';
    await eventually(async () => (await api.office.database.query(lookedThrough, [harmless.attachment]))[0]);
    const before = await api.get('anhdtl', `incoming-documents/${harmless.documentId}`);
    const everywhere = await textsWithWords();
    expect(Object.keys(everywhere).length).toBeGreaterThan(20);
    const task = await taskOf('cuongpv', 'Task_ApproveContent', harmless.documentId);
    const { body: spill } = await api.post('oanhhtk', 'secret-spills', { documentId: harmless.documentId });
    expect((await api.get('anhdtl', `incoming-documents/${harmless.documentId}`)).body.subject).toBe('(nội dung đã khóa)');
    await complete('dungnh', 'Task_Confirm', { decision: 'not-secret', reason: 'Đã giải mật năm trước.' }, spill.id);
    await eventually(async () => (await api.get('dungnh', `secret-spills/${spill.id}`)).body.status === 'false-alarm' || undefined);

    expect(await api.get('anhdtl', `incoming-documents/${harmless.documentId}`)).toEqual(before);
    expect(await textsWithWords()).toEqual(everywhere);
    expect((await api.get('cuongpv', `tasks/${task.id}`)).body.variables).toEqual(task.variables);
    const content = await fetch(`${api.address}/api/v1/attachments/${harmless.attachment}/content`, { headers: await api.as('anhdtl') });
    expect(await content.text()).toContain(MARKER);
    await complete('cuongpv', 'Task_ApproveContent', { decision: 'approve' }, harmless.documentId);
    expect((await api.get('dungnh', `secret-spills/${spill.id}`)).body).toMatchObject({
      releasedBy: 'dungnh',
      releaseReason: 'Đã giải mật năm trước.',
      removedAt: null,
    });
    const again = await api.post('oanhhtk', 'secret-spills', { documentId: harmless.documentId });
    expect(again.status).toBe(201);
  });
});
