import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../support/eventually.js';
import { vn } from '../../support/office-time.js';
import { ScimServer, TOKEN } from '../../support/scim-server.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

const HEADS = { qlcn: 'cuongpv', qlkh: 'ngocdtb', tdc: 'khanhvd', tccb: 'yenlh', vp: 'dungnh', cntt: 'sonlt' };

describe('mailboxes of units that nobody uses', () => {
  let folder: string;
  let scim: ScimServer;
  let api: ApiUnderTest;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'congvan-dormant-'));
    scim = await ScimServer.start();
    writeFileSync(join(folder, 'token'), TOKEN);
    const server = `kind: scim, url: "${scim.url}", tokenFile: token`;
    writeFileSync(join(folder, 'systems.yaml'), `nhansu: { ${server}, mailboxLastUsed: lastSeen }\ndanhba: { ${server} }`);
    const settings = { ACCOUNT_SYSTEMS_FILE: join(folder, 'systems.yaml'), SESSION_HOURS: '720' };
    api = await startApi(settings, { worker: 'inside', openedAt: vn('2026-07-20 08:00') });
    for (const [unit, head] of Object.entries(HEADS)) {
      // What the office's own directory of accounts holds tells nothing.
      const system = unit === 'cntt' ? 'danhba' : 'nhansu';
      const there = api.office.accountSystems.get(system);
      const address = `${unit}@skhcn.example`;
      await there.putAccount({ key: head, name: head, fullName: head, mail: null });
      const { externalId } = await there.putMailbox({ address, managers: [head], delegates: [] });
      await api.office.database.query(
        `insert into system_mailbox (system, address, external_id, managers, delegates, state, changed_at) values ($1, $2, $3, $4, '{}', 'active', now())`,
        [system, address, externalId, [head]],
      );
    }
    const used = [...scim.resources.Groups.values()].find(({ displayName }) => displayName === 'qlkh@skhcn.example')!;
    used['lastSeen'] = vn('2027-01-20 09:00');
    // Of the leadership’s own mailbox the mail system has not told for long, of that of IT it tells what the directory does not.
    await told('ld@skhcn.example', null);
    api.clock.advance(Date.parse(vn('2027-02-01 07:50')) - Date.parse(vn('2026-07-20 08:00')));
    await told('cntt@skhcn.example', null);
    api.clock.advance(600_000);
  }, 120_000);
  afterAll(async () => {
    await api.close();
    await scim.stop();
    rmSync(folder, { recursive: true });
  });

  const DAY = 86_400_000;
  /** A sign-in does not last for months. */
  const stay = () => api.office.database.query(`update session set expires_at = '2030-01-01'`);
  const told = async (address: string, usedAt: string | null) => {
    await stay();
    expect((await api.post('sonlt', 'mailboxes/last-uses', { items: [{ address, usedAt }] })).status).toBe(200);
  };
  const rounds = async () => (await api.get('dungnh', 'mailboxes/dormant-rounds')).body.items;
  const round = async () => (await rounds())[0];
  const begunIn = (count: number) =>
    eventually(async () => {
      const found = await rounds();
      return found.length === count && found[0].mailboxes.length > 0 && found[0];
    });
  const status = async (unit: string) => (await api.get('dungnh', `mailboxes?search=${unit}@`)).body.items[0].status;
  const until = async (day: string) => {
    await stay();
    api.clock.advance(Date.parse(vn(day)) - api.clock.now().getTime());
  };
  const of = async (unit: string) => (await round()).mailboxes.find((each: { unit: string }) => each.unit === unit);
  const taskOf = (login: string, name: string, address: string) =>
    eventually(async () => {
      const { body } = await api.get(login, 'tasks?scope=group&limit=200');
      const found = body.items.filter((item: { name: string }) => item.name === name);
      for (const { id } of found) {
        const { body: form } = await api.get(login, `tasks/${id}/form`);
        if (form.data.box.address === address) return id as string;
      }
      return undefined;
    });
  const answer = async (login: string, unit: string, variables: object) =>
    api.post(login, `tasks/${await taskOf(login, 'Giữ hay hủy hộp thư', `${unit}@skhcn.example`)}/complete`, { variables });

  it('are asked about where a system tells that nobody used them for six months, and nowhere else', async () => {
    const begun = await eventually(async () => {
      const found = await round();
      return found?.mailboxes.length > 0 && found;
    });
    expect(begun.mailboxes.map(({ address }: { address: string }) => address)).toEqual(['cntt@skhcn.example', 'qlcn@skhcn.example', 'tccb@skhcn.example', 'tdc@skhcn.example', 'vp@skhcn.example']);
    expect(begun).toMatchObject({ silent: ['danhba'], endedAt: null });
    const trail = await api.office.database.query(`select actor, detail from audit_entry where action = 'directory.note-mailbox-uses' and actor = 'sonlt' order by id`);
    expect(trail).toMatchObject([{ detail: { told: [{ address: 'ld@skhcn.example', usedAt: null }] } }, { detail: { told: [{ address: 'cntt@skhcn.example' }] } }]);
  });

  it('go only where the head says so and another approves it, out of the directory and every system', async () => {
    expect((await answer('cuongpv', 'qlcn', { answer: 'remove' })).status).toBe(422);
    expect((await answer('cuongpv', 'qlcn', { answer: 'remove', reason: 'Không dùng nữa' })).status).toBe(204);
    const approval = await taskOf('dungnh', 'Duyệt hủy hộp thư', 'qlcn@skhcn.example');
    await api.office.database.query(`update user_task set candidate_groups = '{chief-of-office,it,head:QLCN}' where id = $1`, [approval]);
    for (const login of ['cuongpv', 'sonlt']) {
      expect((await api.post(login, `tasks/${approval}/complete`, { variables: { decision: 'approve' } })).body).toMatchObject({ code: 'directory.mailbox-request-forbidden' });
    }
    expect((await api.post('dungnh', `tasks/${approval}/complete`, { variables: { decision: 'approve' } })).status).toBe(204);
    await eventually(async () => (await of('QLCN')).outcome === 'removed');
    await eventually(async () => [...scim.resources.Groups.values()].every(({ displayName }) => displayName !== 'qlcn@skhcn.example'));
    expect((await api.get('dungnh', 'mailboxes?search=qlcn@')).body.items).toMatchObject([{ status: 'removed' }]);
    expect(await of('QLCN')).toMatchObject({ answeredBy: 'cuongpv', approvedBy: 'dungnh' });
    const [started] = await api.office.database.query<{ instanceId: string }>('select instance_id as "instanceId" from dormant_round');
    const written = await api.post('sonlt', `process-instances/${started!.instanceId}/variables`, { variables: { boxes: [] }, reason: 'x' });
    expect(written.body).toMatchObject({ code: 'directory.mailbox-case-by-hand' });
  });

  it('are not removed where the other refuses; what the chief of office has said of his own unit a leader decides', async () => {
    expect((await answer('dungnh', 'vp', { answer: 'remove', reason: 'Không dùng nữa' })).status).toBe(204);
    const approval = await taskOf('baotq', 'Duyệt hủy hộp thư', 'vp@skhcn.example');
    expect((await api.post('dungnh', `tasks/${approval}/complete`, { variables: { decision: 'approve' } })).status).toBe(403);
    expect((await api.post('baotq', `tasks/${approval}/complete`, { variables: { decision: 'refuse' } })).status).toBe(204);
    await eventually(async () => (await of('VP')).outcome === 'refused');
    expect([await status('vp'), await of('VP')]).toMatchObject(['active', { byOffice: true, approvedBy: 'baotq' }]);
  });

  it('drop out when somebody has used them meanwhile, also when their removal is approved', async () => {
    await answer('khanhvd', 'tdc', { answer: 'remove', reason: 'Không dùng nữa' });
    const approval = await taskOf('dungnh', 'Duyệt hủy hộp thư', 'tdc@skhcn.example');
    await api.post('sonlt', 'mailboxes/last-uses', { items: [{ address: 'tdc@skhcn.example', usedAt: vn('2027-02-01 07:59') }] });
    expect((await api.post('dungnh', `tasks/${approval}/complete`, { variables: { decision: 'approve' } })).status).toBe(204);
    await eventually(async () => (await of('TDC')).outcome === 'used');
    expect((await api.get('dungnh', 'mailboxes?search=tdc@')).body.items).toMatchObject([{ status: 'active' }]);
  });

  it('are answered about by the chief of office where the head is silent, and the round is told', async () => {
    api.clock.advance(20 * DAY);
    const task = await taskOf('dungnh', 'Quyết định thay trưởng đơn vị', 'tccb@skhcn.example');
    const keep = (keepUntil: string) => api.post('dungnh', `tasks/${task}/complete`, { variables: { answer: 'keep', reason: 'Dùng khi tuyển dụng', keepUntil } });
    expect(await keep('2028-06-30')).toMatchObject({ status: 422, body: { findings: [{ where: 'keepUntil', code: 'keep-until-out-of-bounds', title: expect.any(String) }] } });
    expect((await keep('2027-12-31')).status).toBe(204);
    await eventually(async () => (await of('TCCB')).outcome === 'kept');
    expect(await of('TCCB')).toMatchObject({ keepUntil: '2027-12-31', byOffice: true });
  });

  it('stay where neither the head nor the chief of office answers, and the round is told all the same', async () => {
    await taskOf('dungnh', 'Quyết định thay trưởng đơn vị', 'cntt@skhcn.example');
    await until('2027-02-28 08:00');
    await eventually(async () => (await round()).endedAt !== null);
    expect([await status('cntt'), await of('CNTT')]).toMatchObject(['active', { outcome: 'unanswered', answer: null }]);
    const { body } = (await api.get('sonlt', 'notifications')).body.items.find(({ title }: { title: string }) => title === 'Kết quả rà soát hộp thư không dùng');
    expect(body).toBe(
      'Đã hỏi 5 hộp thư: giữ 1, hủy 1, đã dùng lại 1, không duyệt hủy 1, không ai trả lời (để lại) 1. Không rõ lần dùng ở: danhba; hộp thư ở đó không bị hỏi.',
    );
  });

  it('are asked about again in the next round, but not where one is kept until a day or asked about by its unit', async () => {
    const [{ id }] = (await api.get('dungnh', 'mailboxes?search=cntt@')).body.items;
    const { body: request } = await api.post('sonlt', 'mailbox-requests', { request: { kind: 'suspend', mailboxId: id, reason: 'Ít dùng' } });
    await until('2027-03-01 08:00');
    expect((await begunIn(2)).mailboxes).toMatchObject([{ unit: 'VP' }]);
    expect((await api.post('sonlt', `mailbox-requests/${request.id}/withdrawal`, { reason: 'Thôi' })).status).toBe(204);
  });

  it('stay where nobody approves in time, and whoever stands in for the one who has answered approves nothing', async () => {
    const own = await answer('dungnh', 'vp', { answer: 'remove', reason: 'Không dùng nữa' });
    expect(own.status).toBe(204);
    const approval = await taskOf('baotq', 'Duyệt hủy hộp thư', 'vp@skhcn.example');
    const [post] = await api.office.database.query<{ id: string }>(`select id from post where login = 'dungnh' and role = 'chief-of-office'`);
    const lent = await api.post('dungnh', 'delegations', { postId: post!.id, deputy: 'baotq', from: '2027-03-01', to: '2027-03-31', basis: 'Đi công tác' });
    expect([lent.status, lent.body.findings]).toEqual([201, undefined]);
    expect((await api.post('baotq', `tasks/${approval}/complete`, { variables: { decision: 'approve' } })).body).toMatchObject({ code: 'directory.mailbox-request-forbidden' });
    await until('2027-03-20 08:00');
    await eventually(async () => (await round()).endedAt !== null);
    expect([await status('vp'), await of('VP')]).toMatchObject(['active', { outcome: 'unapproved', approvedBy: null }]);
  });

  it('are asked about by the next round also while one waits for a system; the chief of office ends that one, and it is done with what was approved', async () => {
    await until('2027-04-01 07:50');
    await told('cntt@skhcn.example', null);
    await until('2027-04-01 08:00');
    const waiting = await begunIn(3);
    expect(waiting.mailboxes).toMatchObject([{ unit: 'CNTT' }, { unit: 'VP' }]);
    await answer('dungnh', 'vp', { answer: 'remove', reason: 'Không dùng nữa' });
    await scim.stop();
    const approval = await taskOf('baotq', 'Duyệt hủy hộp thư', 'vp@skhcn.example');
    expect((await api.post('baotq', `tasks/${approval}/complete`, { variables: { decision: 'approve' } })).status).toBe(204);
    await eventually(async () => (await of('VP')).outcome === 'removed');
    expect((await api.post('baotq', `mailboxes/dormant-rounds/${waiting.id}/withdrawal`, { reason: 'x' })).status).toBe(403);
    const message = { message: 'dormant-round.withdrawn', correlationKey: waiting.id };
    expect((await api.post('sonlt', 'messages', message)).body).toMatchObject({ code: 'directory.mailbox-case-by-hand' });
    const withdraw = () => api.post('dungnh', `mailboxes/dormant-rounds/${waiting.id}/withdrawal`, { reason: 'Đang sắp xếp tổ chức' });
    expect((await withdraw()).status).toBe(204);
    expect((await withdraw()).body).toMatchObject({ code: 'directory.dormant-round-state' });
    await eventually(async () => (await of('CNTT')).outcome === 'stopped');
    await eventually(async () => (await api.get('sonlt', 'notifications')).body.items.some(({ title }: { title: string }) => title === 'Thôi hỏi về hộp thư cntt@skhcn.example'));
    expect(await round()).toMatchObject({ endedAt: null, endedBy: 'dungnh' });
    await until('2027-04-30 07:50');
    await told('cntt@skhcn.example', null);
    await until('2027-05-01 08:00');
    await eventually(async () => (await rounds()).length === 4);
    // No system answers in the hours that it is given.
    await until('2027-05-05 15:00');
    expect((await begunIn(4)).mailboxes).toMatchObject([{ unit: 'CNTT' }]);
    await scim.resume();
    api.clock.advance(61_000);
    await eventually(async () => (await rounds())[1].endedAt !== null);
    expect([...scim.resources.Groups.values()].filter(({ displayName }) => displayName === 'vp@skhcn.example')).toEqual([]);
  });

  it('are asked about no more where an operator ends the case, and those whom it concerns hear who did it', async () => {
    const [open] = await api.office.database.query<{ instanceId: string }>('select instance_id as "instanceId" from dormant_round where ended_at is null');
    expect((await api.post('tungmt', `process-instances/${open!.instanceId}/cancel`, { reason: 'Chạy nhầm' })).status).toBe(204);
    expect([await round(), await of('CNTT')]).toMatchObject([{ endedBy: 'tungmt', endReason: 'Chạy nhầm', endedAt: expect.any(String) }, { outcome: 'stopped' }]);
    for (const [login, title] of [['dungnh', 'Đợt rà soát hộp thư không dùng đã bị hủy'], ['sonlt', 'Thôi hỏi về hộp thư cntt@skhcn.example']] as const) {
      const { items } = (await api.get(login, 'notifications')).body;
      expect(items.find((item: { title: string }) => item.title === title).body).toContain('Chạy nhầm');
    }
  });

  it('are asked about in a round that the chief of office or IT opens beside those of the month, and nobody else', async () => {
    const before = (await rounds()).length;
    for (const login of ['cuongpv', 'baotq']) expect((await api.post(login, 'mailboxes/dormant-rounds')).status).toBe(403);
    expect((await api.post('sonlt', 'messages', { message: 'dormant-round.asked' })).body).toMatchObject({ code: 'directory.mailbox-case-by-hand' });
    expect((await api.post('dungnh', 'mailboxes/dormant-rounds')).status).toBe(201);
    expect((await begunIn(before + 1)).mailboxes).toMatchObject([{ unit: 'CNTT', outcome: null }]);
  });
});
