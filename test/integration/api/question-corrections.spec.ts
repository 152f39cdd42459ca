import { eventually } from '../../support/eventually.js';
import { type Asked, openQuestionOffice, type QuestionOffice } from './question-desk.js';

describe('answers that were given', () => {
  let office: QuestionOffice;
  let api: QuestionOffice['api'];
  let desk: QuestionOffice['desk'];
  let mailbox: QuestionOffice['mailbox'];
  beforeAll(async () => {
    office = await openQuestionOffice();
    ({ api, desk, mailbox } = office);
  }, 120_000);
  afterAll(() => office.close());

  const mailsTo = (email: string) => mailbox.received.filter(({ envelope }) => envelope.to.includes(email));
  const correct = async (login: string, { id }: Asked) => (await api.post(login, `website/questions/${id}/correction`, { reason: 'Sai địa chỉ nộp.' })).status;
  /** Once its case is over. */
  const ready = async (asked: Asked) => {
    await eventually(async () => (await api.get('tungmt', `process-instances/${asked.instanceId}`)).body.status === 'completed');
  };
  /** The same question in the case of its correction. */
  const reopened = async (login: string, asked: Asked): Promise<Asked> => {
    expect(await correct(login, asked)).toBe(204);
    const [row] = await api.office.database.query<{ instanceId: string }>(`select instance_id as "instanceId" from website_question where id = $1`, [asked.id]);
    return { ...asked, instanceId: row!.instanceId };
  };
  const writeAnew = async (asked: Asked, answer: string) => {
    await desk.do('cuongpv', asked, { decision: 'give', handler: 'maint' });
    await desk.stage(asked, 'drafting');
    expect(await desk.do('maint', asked, {})).toMatchObject({ status: 422 });
    expect(await desk.write('maint', asked, answer)).toMatchObject({ status: 201, body: { publicTitle: 'Hồ sơ đăng ký sáng kiến', publicQuestion: 'Nộp hồ sơ ở đâu?' } });
    await desk.do('maint', asked, {});
    await desk.do('cuongpv', asked, { decision: 'agree' });
    await desk.stage(asked, 'approving');
  };
  const page = async (slug: string) => (await desk.seen(`/hoi-dap/${slug}`)).body;

  it('are corrected by the unit and looked at anew; the public reads the old words until then, at the same address, and whoever asked gets the new ones', async () => {
    const asked = await desk.ask({ email: 'sua@example.vn' });
    const { slug } = await desk.answer(asked, 'publish');
    await ready(asked);
    for (const login of ['tuanda', 'khanhvd', 'namcn']) expect([login, await correct(login, asked)]).toEqual([login, 403]);
    const again = await reopened('cuongpv', asked);
    expect(await correct('oanhhtk', asked)).toBe(409);
    await writeAnew(again, 'Nộp tại 20 Nguyễn Huệ.');
    expect(await page(slug)).toContain('<p>Trả lời.</p>');
    expect(await desk.own(asked)).toMatchObject({ stage: 'approving', answer: 'Trả lời.', slug });
    expect(await desk.do('hangltm', again, { decision: 'publish' })).toEqual({ status: 204 });
    expect(await desk.stage(asked, 'answered')).toMatchObject({ slug });
    expect(await page(slug)).toContain('20 Nguyễn Huệ');
    expect(await desk.own(asked)).toMatchObject({ stage: 'answered', answer: 'Nộp tại 20 Nguyễn Huệ.', slug });
    await eventually(() => mailsTo('sua@example.vn').length === 2);
    expect(mailsTo('sua@example.vn').map(({ text }) => /sửa lại câu trả lời/.test(text))).toEqual([false, true]);
    const { body } = await api.get('baotq', `website/questions/${asked.id}`);
    expect(body.answers).toHaveLength(2);
    expect(body.events.find(({ kind }: { kind: string }) => kind === 'reopened')).toMatchObject({ actor: 'cuongpv', text: 'Sai địa chỉ nộp.' });
  });

  it('and taken down come back with the correction that a leader publishes, and go with one that he does not', async () => {
    const asked = await desk.ask();
    const { slug } = await desk.answer(asked, 'publish');
    await ready(asked);
    expect(await api.post('dungnh', `website/questions/${asked.id}/removal`, { reason: 'Lộ tên.' })).toMatchObject({ status: 204 });
    const again = await reopened('oanhhtk', asked);
    await writeAnew(again, 'Bản sửa thứ nhất.');
    expect(await page(slug)).not.toContain('Trả lời.');
    await desk.do('baotq', again, { decision: 'publish' });
    await desk.stage(asked, 'answered');
    expect(await page(slug)).toContain('Bản sửa thứ nhất.');
    await ready(again);
    const third = await reopened('baotq', again);
    await writeAnew(third, 'Bản sửa thứ hai.');
    await desk.do('baotq', third, { decision: 'mail' });
    await desk.stage(asked, 'answered');
    expect((await desk.seen(`/hoi-dap/${slug}`)).statusCode).toBe(404);
  });

  it('stay as they were given where an operator ends the correction, and leave the website where whoever asked takes his question back', async () => {
    const asked = await desk.ask();
    const { slug } = await desk.answer(asked, 'publish');
    await ready(asked);
    const again = await reopened('cuongpv', asked);
    await writeAnew(again, 'Bản sửa bỏ dở.');
    expect(await api.post('tungmt', `process-instances/${again.instanceId}/cancel`, { reason: 'Thôi sửa.' })).toMatchObject({ status: 204 });
    expect(await desk.own(asked)).toMatchObject({ stage: 'answered', answer: 'Trả lời.', slug });
    expect(await page(slug)).toContain('<p>Trả lời.</p>');
    const both = await Promise.all([correct('cuongpv', asked), correct('oanhhtk', asked)]);
    expect(both.sort()).toEqual([204, 409]);
    expect(await desk.withdraw(asked)).toBe(204);
    expect((await desk.seen(`/hoi-dap/${slug}`)).statusCode).toBe(404);
  });

  it('stay where the unit says that they are right; a question that was answered is not turned down', async () => {
    const asked = await desk.ask({ email: 'giu@example.vn' });
    const { slug } = await desk.answer(asked, 'publish');
    await ready(asked);
    const keep = async (login: string) => (await api.post(login, `website/questions/${asked.id}/kept-answer`, { reason: 'Câu trả lời đúng.' })).status;
    expect(await keep('cuongpv')).toBe(409);
    const again = await reopened('cuongpv', asked);
    expect(await desk.do('cuongpv', again, { decision: 'decline', note: 'Câu trả lời đúng.' })).toEqual({ status: 204 });
    for (const decision of ['spam', 'complaint', 'forward']) {
      const refused = await api.post('baotq', `tasks/${await desk.task('baotq', again)}/complete`, { variables: { decision, ...(decision === 'forward' ? { elsewhere: 'Sở Tư pháp' } : {}) } });
      expect([decision, refused.status, refused.body.findings[0].code]).toEqual([decision, 422, 'question-answered-already']);
    }
    expect([await keep('tuanda'), await keep('khanhvd'), await keep('cuongpv')]).toEqual([403, 403, 204]);
    expect(await desk.own(asked)).toMatchObject({ stage: 'answered', answer: 'Trả lời.', slug });
    expect(await page(slug)).toContain('Phòng Quản lý công nghệ');
    expect((await api.get('cuongpv', `website/questions/${asked.id}`)).body.events.at(-1)).toMatchObject({ kind: 'kept', actor: 'cuongpv', text: 'Câu trả lời đúng.' });
    expect(await api.office.database.query(`select 1 from user_task where instance_id = $1 and status = 'open'`, [again.instanceId])).toEqual([]);
    expect(await api.office.database.query(`select 1 from deadline where subject = 'website-question' and subject_id = $1 and status = 'open'`, [asked.id])).toEqual([]);
    expect(mailsTo('giu@example.vn')).toHaveLength(1);
    expect(await correct('cuongpv', asked)).toBe(204);
  });

  it('are still those of their unit, and can be corrected again, where a correction was begun, declined or written in part, and ended by an operator', async () => {
    const asked = await desk.ask();
    const { slug } = await desk.answer(asked, 'publish');
    await ready(asked);
    const row = async () => (await api.office.database.query('select stage, version, unit_code, handler, answer_date, answer_by, ended_at, publishes from website_question where id = $1', [asked.id]))[0];
    const given = await row();
    const cancel = ({ instanceId }: Asked) => api.post('tungmt', `process-instances/${instanceId}/cancel`, { reason: 'Thôi sửa.' });
    const declined = await reopened('cuongpv', asked);
    expect(await desk.do('cuongpv', declined, { decision: 'decline', note: 'Câu trả lời đúng.' })).toEqual({ status: 204 });
    expect(await cancel(declined)).toMatchObject({ status: 204 });
    expect(await row()).toEqual(given);
    const written = await reopened('cuongpv', asked);
    await writeAnew(written, 'Bản sửa bỏ dở.');
    expect(await cancel(written)).toMatchObject({ status: 204 });
    expect(await row()).toEqual(given);
    const again = await reopened('cuongpv', asked);
    await writeAnew(again, 'Nộp tại 20 Nguyễn Huệ.');
    await desk.do('hangltm', again, { decision: 'publish' });
    await desk.stage(asked, 'answered');
    expect(await page(slug)).toContain('20 Nguyễn Huệ');
  });
});
