import { type ApiUnderTest, startApi } from './api-under-test.js';
import { OutgoingDesk } from './outgoing-desk.js';

const DAY_MS = 86_400_000;

let api: ApiUnderTest;
let desk: OutgoingDesk;
beforeAll(async () => {
  api = await startApi();
  desk = new OutgoingDesk(api);
  const known = { name: 'Sở Tư pháp', kind: 'paper', address: '139 Trần Hưng Đạo, Quy Nhơn' };
  expect(await api.post('anhdtl', 'correspondents', known)).toMatchObject({ status: 201 });
}, 120_000);
afterAll(() => api.close());

const dayIn = (days: number) =>
  new Date(api.clock.now().getTime() + days * DAY_MS).toLocaleDateString('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' });
const refused = (code: string, status = 422) => ({ status, body: expect.objectContaining({ code }) as unknown });
const request = async (login: string, path: string, init: RequestInit = {}) => {
  const headers = { ...(await api.as(login)), 'content-type': 'application/json' };
  return fetch(`${api.address}/api/v1/outgoing-documents/${path}`, { ...init, headers });
};
const record = async (login: string, id: string, recipientId: string, body: object) => {
  const response = await request(login, `${id}/recipients/${recipientId}/delivery`, { method: 'PUT', body: JSON.stringify(body) });
  return { status: response.status, body: response.status === 204 ? undefined : await response.json() };
};

describe('the copies of a document on paper', () => {
  it('are listed with what is written on the envelope, to print, and with what became of them', async () => {
    const id = await desk.submit({ subject: 'V/v phối hợp tổ chức hội nghị chuyển đổi số' });
    const symbol = await desk.issue(id, 'so tu phap (2 bản)\nUBND tỉnh');
    const { items } = (await api.get('anhdtl', `outgoing-documents/${id}/paper-list`)).body as { items: { id: string }[] };
    const [justice, province] = items.map((each) => each.id) as [string, string];
    expect(await record('anhdtl', id, justice, { result: 'delivered', on: dayIn(0), to: 'Nguyễn Thị Hoa' })).toMatchObject({ status: 204 });
    expect(await record('dungnh', id, province, { result: 'returned', on: dayIn(0), to: 'Sai địa chỉ' })).toMatchObject({ status: 204 });
    expect((await api.get('anhdtl', `outgoing-documents/${id}/paper-list`)).body).toMatchObject({
      copies: 3,
      items: [
        { address: '139 Trần Hưng Đạo, Quy Nhơn', delivery: { result: 'delivered', on: dayIn(0), to: 'Nguyễn Thị Hoa', recordedBy: 'anhdtl' } },
        { address: null, delivery: { result: 'returned', to: 'Sai địa chỉ' } },
      ],
    });
    const csv = await request('anhdtl', `${id}/paper-list?format=csv`);
    expect(csv.headers.get('content-disposition')).toContain(encodeURIComponent(`Danh sách gửi văn bản giấy ${symbol.replaceAll('/', '-')}.csv`));
    expect(await csv.text()).toMatch(/1,so tu phap,"139 Trần Hưng Đạo, Quy Nhơn",2,Đã giao,[^,]+,Nguyễn Thị Hoa/);
    const pdf = await request('anhdtl', `${id}/paper-list?format=pdf`);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(Buffer.from(await pdf.arrayBuffer()).subarray(0, 5).toString()).toBe('%PDF-');
    expect((await request('khanhvd', `${id}/paper-list?format=pdf`)).status).toBe(403);
    const trail = await api.office.database.query(
      `select detail from audit_entry where action = 'documents.record-delivery' and actor = 'dungnh' and subject_id = $1`,
      [id],
    );
    expect(trail).toEqual([{ detail: { recipient: province, old: null, new: { result: 'returned', on: dayIn(0), to: 'Sai địa chỉ' } } }]);
  });

  it('are delivered on a day from the issue until today, to who gets paper, as a clerk enters it', async () => {
    const id = await desk.submit();
    await desk.attach(id);
    await desk.issue(id, 'UBND tỉnh\nSở Y tế <yt@example.vn>');
    const [paper, mail] = ((await desk.read(id)).sentTo as { id: string }[]).map((each) => each.id) as [string, string];
    const delivered = (on: string) => ({ result: 'delivered', on });
    for (const on of [dayIn(-1), dayIn(1)]) {
      expect(await record('anhdtl', id, paper, delivered(on))).toEqual(refused('documents.delivery-refused'));
    }
    expect(await record('anhdtl', id, mail, delivered(dayIn(0)))).toEqual(refused('documents.delivery-refused'));
    expect(await record('anhdtl', id, crypto.randomUUID(), delivered(dayIn(0)))).toEqual(refused('documents.recipient-not-found', 404));
    expect(await record('tuanda', id, paper, delivered(dayIn(0)))).toEqual(refused('request.not-allowed', 403));
    expect((await desk.read(id)).sentTo).toMatchObject([{ delivery: null }, { delivery: null }]);
  });
});

it('issuing is due by the end of the working day after the signature, and the ledger shows it', async () => {
  const id = await desk.submit();
  await desk.sign(id);
  const task = await desk.taskOf('anhdtl', id, 'issue');
  const [entry] = await api.office.database.query<{ status: string; dueAt: string; signedAt: string }>(
    `select e.status, e.due_at as "dueAt", d.signed_at as "signedAt" from deadline_entry e, outgoing_document d
     where e.id = $1 and e.kind = 'task' and d.id = $2`,
    [task, id],
  );
  expect(entry).toMatchObject({ status: 'open', dueAt: api.office.calendars.addWorkingTime(entry!.signedAt, 'P1D', 'QLCN') });
});
