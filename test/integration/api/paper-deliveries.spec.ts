import { type ApiUnderTest, startApi } from './api-under-test.js';
import { OutgoingDesk } from './outgoing-desk.js';

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
  new Date(api.clock.now().getTime() + days * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' });
const fetched = async (query: string) => fetch(`${api.address}/api/v1/paper-deliveries?${query}`, { headers: await api.as('anhdtl') });
const issued = async (recipients: string) => {
  const id = await desk.submit();
  await desk.attach(id);
  return { id, symbol: await desk.issue(id, recipients) };
};

it('what is carried on a day is one list in the order of the places, of all documents that stand', async () => {
  const day = dayIn(0);
  const first = await issued('UBND tỉnh\nSở Tư pháp (2 bản)\nQLKH\nSở Y tế <yt@example.vn>\nLưu: VT, QLCN');
  const second = await issued('so tu phap');
  const voided = await issued('Sở Nội vụ');
  expect(await api.post('anhdtl', `outgoing-documents/${voided.id}/void`, { reason: 'Lấy số nhầm' })).toMatchObject({ status: 204 });

  const { body } = await api.get('anhdtl', `paper-deliveries?day=${day}`);
  const justice = { recipient: 'Sở Tư pháp', address: '139 Trần Hưng Đạo, Quy Nhơn', unitCode: null };
  expect(body).toEqual({
    items: [
      { recipient: 'QLKH', address: null, unitCode: 'QLKH', documentId: first.id, symbol: first.symbol, copies: 1 },
      { ...justice, documentId: first.id, symbol: first.symbol, copies: 2 },
      { ...justice, recipient: 'so tu phap', documentId: second.id, symbol: second.symbol, copies: 1 },
      { recipient: 'UBND tỉnh', address: null, unitCode: null, documentId: first.id, symbol: first.symbol, copies: 1 },
    ].map((row) => ({ ...row, id: expect.any(String) as string, delivery: null })),
    next: null,
  });
  const pages = [await api.get('dungnh', `paper-deliveries?day=${day}&limit=3`)];
  pages.push(await api.get('dungnh', `paper-deliveries?day=${day}&limit=3&after=${pages[0]!.body.next}`));
  expect(pages.flatMap((page) => page.body.items)).toEqual(body.items);
  for (const other of [-1, 1]) expect((await api.get('anhdtl', `paper-deliveries?day=${dayIn(other)}`)).body.items).toEqual([]);
  expect(await api.get('tuanda', `paper-deliveries?day=${day}`)).toMatchObject({ status: 403 });
  expect(await api.get('anhdtl', 'paper-deliveries?day=hom-nay')).toMatchObject({ status: 400 });
});

it('is printed with places to sign, and says what became of each; what was recalled afterwards stays where it was delivered', async () => {
  const day = dayIn(0);
  const { id, symbol } = await issued('Cục Thống kê (3 bản)\nBưu điện tỉnh');
  const { items } = (await api.get('anhdtl', `outgoing-documents/${id}/paper-list`)).body as { items: { id: string }[] };
  const record = async (recipient: string, body: object) =>
    api.app.inject({ method: 'PUT', url: `/api/v1/outgoing-documents/${id}/recipients/${recipient}/delivery`, headers: await api.as('anhdtl'), payload: body });
  expect((await record(items[0]!.id, { result: 'delivered', on: day, to: 'Nguyễn Thị Hoa' })).statusCode).toBe(204);

  const csv = await (await fetched(`day=${day}&format=csv`)).text();
  expect(csv).toMatch(/^"Số, ký hiệu",Nơi nhận,Địa chỉ trên bì,Số bản,Ký nhận,Ghi chú\r?\n/);
  expect(csv).toContain(`${symbol},Cục Thống kê,,3,Nguyễn Thị Hoa,`);
  expect(csv).toContain(`${symbol},Bưu điện tỉnh,,1,,`);
  for (const [format, start] of [['pdf', '%PDF-'], ['xlsx', 'PK']] as const) {
    const file = await fetched(`day=${day}&format=${format}`);
    expect(file.headers.get('content-disposition')).toContain(encodeURIComponent(`Danh sách chuyển giao văn bản giấy ${day}.${format}`));
    expect(Buffer.from(await file.arrayBuffer()).subarray(0, start.length).toString()).toBe(start);
  }

  expect(await api.post('baotq', `outgoing-documents/${id}/acts`, { kind: 'recall', reason: 'Sai nội dung' })).toMatchObject({ status: 201 });
  const left = (await api.get('anhdtl', `paper-deliveries?day=${day}`)).body.items.filter((row: { documentId: string }) => row.documentId === id);
  expect(left).toMatchObject([{ recipient: 'Cục Thống kê', delivery: { result: 'delivered', on: day, to: 'Nguyễn Thị Hoa' } }]);
});
