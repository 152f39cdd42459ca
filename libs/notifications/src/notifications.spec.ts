import { dateInZone, newId } from '#foundation';
import type { Command } from '#runtime';
import { openTestOffice, type TestOffice } from '../../../test/support/office.js';
import { groupNotifier, listNotifications, markAllRead, markRead } from './index.js';
import { type Notice, notifyPeople } from './notify-people.command.js';

let office: TestOffice;

beforeAll(async () => {
  office = await openTestOffice();
});
afterAll(() => office.close());
beforeEach(() => office.database.query('delete from notification'));

const notice = (event: string): Notice => ({
  kind: 'reminder',
  title: `Sắp đến hạn: ${event}`,
  body: 'Văn bản sắp đến hạn.',
  event,
});
const MEMBERS: Record<string, string[]> = { 'head:QLCN': ['hung'], empty: [] };
const asked: [string, string][] = [];
const notifyGroup = groupNotifier(async (_tx, group, onDate) => {
  asked.push([group, onDate]);
  return MEMBERS[group] ?? [];
});

const tell = (logins: string[], event: string): Promise<string[]> =>
  office.executor.execute(notifyPeople, { logins, notice: notice(event) }, office.as('system:test'));
const tellGroup = (group: string, event: string): Promise<string[]> => {
  const telling: Command<void, string[]> = {
    name: 'test.tell-group',
    run: (context) => notifyGroup(context, group, notice(event)),
  };
  return office.executor.execute(telling, undefined, office.as('system:test'));
};
const inboxOf = (login: string, filter: { limit?: number; after?: string; unreadOnly?: boolean } = {}) =>
  listNotifications(office.database, login, { limit: 50, ...filter });
const read = (login: string, notificationId: string) =>
  office.executor.execute(markRead, { notificationId }, office.as(login));

describe('telling people', () => {
  it('writes one notification to each, and to nobody else', async () => {
    expect((await tell(['cuongpv', 'hoalt', 'cuongpv'], 'e1')).sort()).toEqual(['cuongpv', 'hoalt']);
    expect(await inboxOf('cuongpv')).toMatchObject({
      items: [{ kind: 'reminder', title: 'Sắp đến hạn: e1', body: 'Văn bản sắp đến hạn.', readAt: null }],
      unread: 1,
    });
    expect((await inboxOf('hung')).items).toEqual([]);
  });

  it('tells nobody twice of one event, and gives those who are new to it', async () => {
    await tell(['cuongpv'], 'e1');
    expect(await tell(['cuongpv', 'hoalt'], 'e1')).toEqual(['hoalt']);
    expect(await tell(['cuongpv'], 'e2')).toEqual(['cuongpv']);
    expect((await inboxOf('cuongpv')).unread).toBe(2);
  });

  it('leaves an audit entry that names who was told', async () => {
    await tell(['cuongpv'], 'audited');
    const trail = await office.database.query(
      `select action, detail from audit_entry where subject = 'notification' and subject_id = 'audited'`,
    );
    expect(trail).toEqual([
      { action: 'notifications.notify-people', detail: { kind: 'reminder', event: 'audited', recipients: ['cuongpv'] } },
    ]);
  });

  it('asks who is in a group on the date of the office, and takes an empty group calmly', async () => {
    expect(await tellGroup('head:QLCN', 'e1')).toEqual(['hung']);
    expect(await tellGroup('empty', 'e1')).toEqual([]);
    const today = dateInZone(office.clock.now(), 'Asia/Ho_Chi_Minh');
    expect(asked).toEqual([
      ['head:QLCN', today],
      ['empty', today],
    ]);
  });
});

describe('the list of a person', () => {
  it('begins with the newest and gives every notification once over the pages', async () => {
    for (const event of ['e1', 'e2', 'e3', 'e4', 'e5']) {
      await tell(['cuongpv'], event);
      office.clock.advance(1000);
    }
    const titles: string[] = [];
    let after: string | undefined;
    do {
      const page = await inboxOf('cuongpv', { limit: 2, after });
      expect(page.unread).toBe(5);
      titles.push(...page.items.map(({ title }) => title.slice(-2)));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(titles).toEqual(['e5', 'e4', 'e3', 'e2', 'e1']);
  });

  it('can be asked for what is unread only', async () => {
    await tell(['cuongpv'], 'e1');
    await read('cuongpv', (await inboxOf('cuongpv')).items[0]!.id);
    await tell(['cuongpv'], 'e2');
    expect((await inboxOf('cuongpv', { unreadOnly: true })).items).toMatchObject([{ title: 'Sắp đến hạn: e2' }]);
    expect((await inboxOf('cuongpv')).items).toHaveLength(2);
  });

  it('refuses a cursor that is not its own', async () => {
    await expect(inboxOf('cuongpv', { after: 'nonsense' })).rejects.toMatchObject({ code: 'foundation.bad-cursor' });
  });
});

describe('marking as read', () => {
  it('keeps the time of the first reading', async () => {
    await tell(['cuongpv'], 'e1');
    const { id } = (await inboxOf('cuongpv')).items[0]!;
    await read('cuongpv', id);
    const first = (await inboxOf('cuongpv')).items[0]!.readAt;
    expect(first).not.toBeNull();
    office.clock.advance(60_000);
    await read('cuongpv', id);
    expect(await inboxOf('cuongpv')).toMatchObject({ items: [{ readAt: first }], unread: 0 });
  });

  it("does not find another person's, and leaves it unread", async () => {
    await tell(['hoalt'], 'e1');
    const { id } = (await inboxOf('hoalt')).items[0]!;
    for (const unknown of [id, newId()]) {
      await expect(read('cuongpv', unknown)).rejects.toMatchObject({ code: 'notifications.notification-not-found', kind: 'not-found' });
    }
    expect((await inboxOf('hoalt')).unread).toBe(1);
  });

  it('of everything touches only what is the own and unread', async () => {
    await tell(['cuongpv', 'hoalt'], 'e1');
    await tell(['cuongpv'], 'e2');
    expect(await office.executor.execute(markAllRead, undefined, office.as('cuongpv'))).toEqual({ marked: 2 });
    expect(await office.executor.execute(markAllRead, undefined, office.as('cuongpv'))).toEqual({ marked: 0 });
    expect([(await inboxOf('cuongpv')).unread, (await inboxOf('hoalt')).unread]).toEqual([0, 1]);
  });
});
