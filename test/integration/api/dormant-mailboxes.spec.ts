import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../support/eventually.js';
import { vn } from '../../support/office-time.js';
import { ScimServer, TOKEN } from '../../support/scim-server.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

const HEADS = { qlcn: 'cuongpv', qlkh: 'ngocdtb', tdc: 'khanhvd', tccb: 'yenlh', vp: 'dungnh' };

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
      const system = unit === 'vp' ? 'danhba' : 'nhansu';
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
    api.clock.advance(Date.parse(vn('2027-02-01 08:00')) - Date.parse(vn('2026-07-20 08:00')));
  });
  afterAll(async () => {
    await api.close();
    await scim.stop();
    rmSync(folder, { recursive: true });
  });

  const round = async () => (await api.get('dungnh', 'mailboxes/dormant-rounds')).body.items[0];
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
    expect(begun.mailboxes.map(({ address }: { address: string }) => address)).toEqual(['qlcn@skhcn.example', 'tccb@skhcn.example', 'tdc@skhcn.example']);
    expect(begun).toMatchObject({ silent: ['danhba'], endedAt: null });
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

  it('drop out when somebody has used them meanwhile, also when their removal is approved', async () => {
    await answer('khanhvd', 'tdc', { answer: 'remove', reason: 'Không dùng nữa' });
    const approval = await taskOf('dungnh', 'Duyệt hủy hộp thư', 'tdc@skhcn.example');
    await api.post('sonlt', 'mailboxes/last-uses', { items: [{ address: 'tdc@skhcn.example', usedAt: vn('2027-02-01 07:59') }] });
    expect((await api.post('dungnh', `tasks/${approval}/complete`, { variables: { decision: 'approve' } })).status).toBe(204);
    await eventually(async () => (await of('TDC')).outcome === 'used');
    expect((await api.get('dungnh', 'mailboxes?search=tdc@')).body.items).toMatchObject([{ status: 'active' }]);
  });

  it('are answered about by the chief of office where the head is silent, and the round is told', async () => {
    api.clock.advance(20 * 86_400_000);
    const task = await taskOf('dungnh', 'Quyết định thay trưởng đơn vị', 'tccb@skhcn.example');
    expect((await api.post('dungnh', `tasks/${task}/complete`, { variables: { answer: 'keep', reason: 'Dùng khi tuyển dụng', keepUntil: '2027-12-31' } })).status).toBe(204);
    await eventually(async () => (await round()).endedAt !== null);
    expect(await of('TCCB')).toMatchObject({ outcome: 'kept', keepUntil: '2027-12-31', byOffice: true });
    const told = (await api.get('sonlt', 'notifications')).body.items.find(({ title }: { title: string }) => title === 'Kết quả rà soát hộp thư không dùng');
    expect(told.body).toBe('Đã hỏi 3 hộp thư: giữ 1, hủy 1, đã dùng lại 1. Không rõ lần dùng ở: danhba; hộp thư ở đó không bị hỏi.');
  });
});
