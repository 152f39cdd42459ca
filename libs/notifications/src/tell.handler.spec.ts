import { startInstance } from '#runtime';
import { openTestOffice, type TestOffice } from '../../../test/support/office.js';
import { listNotifications, notificationsHandlers } from './index.js';

const TELLING = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
    id="d" targetNamespace="test">
  <process id="telling" isExecutable="true">
    <startEvent id="begin"/>
    <serviceTask id="tell" camunda:type="external" camunda:topic="notifications.tell"/>
    <endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="begin" targetRef="tell"/>
    <sequenceFlow id="f2" sourceRef="tell" targetRef="end"/>
  </process>
</definitions>`;

const MEMBERS: Record<string, string[]> = { 'head:QLCN': ['cuongpv'], it: ['sonlt', 'cuongpv'] };

let office: TestOffice;
beforeAll(async () => {
  const handlers = notificationsHandlers({ membersOf: async (_tx, group) => MEMBERS[group] ?? [] });
  office = await openTestOffice({ handlers, processes: { 'telling.bpmn': TELLING } });
});
afterAll(() => office.close());

const start = async (variables: object) =>
  (await office.executor.execute(startInstance, { key: 'telling', variables: { ...variables } }, office.as('clerk'))).instanceId;
const titlesOf = async (login: string) => {
  const { items } = await listNotifications(office.database, login, { limit: 10 });
  return items.map(({ title }) => title);
};

describe('a service task that tells people', () => {
  it('tells everybody in its groups once', async () => {
    await start({ tell: ['head:QLCN', 'it', 'nobody'], noticeTitle: 'Nghi lộ bí mật', noticeBody: 'Xem việc của bạn.' });
    await office.runDueJobs();
    expect([await titlesOf('cuongpv'), await titlesOf('sonlt')]).toEqual([['Nghi lộ bí mật'], ['Nghi lộ bí mật']]);
  });

  it('tells people by name, once, also where a group names them too', async () => {
    await start({ tell: ['it'], tellPeople: ['tuanda', 'sonlt'], noticeTitle: 'Đã gỡ', noticeBody: 'Xem việc của bạn.' });
    await office.runDueJobs();
    expect(await titlesOf('tuanda')).toEqual(['Đã gỡ']);
    expect((await titlesOf('sonlt')).filter((title) => title === 'Đã gỡ')).toHaveLength(1);
  });

  it.each([{ noticeTitle: 'a', noticeBody: 'b' }, { tell: ['it'], noticeTitle: 'a' }, { tell: ['it'], noticeBody: 'b' }])(
    'stands as a failed job where the model says %j',
    async (variables) => {
      const instanceId = await start(variables);
      for (let attempt = 0; attempt < 6; attempt++) {
        await office.runDueJobs();
        office.clock.advance(3_600_000);
      }
      const [job] = await office.database.query('select status, error from job where instance_id = $1', [instanceId]);
      expect(job).toMatchObject({ status: 'failed', error: { message: expect.stringContaining('Service task tell') } });
    },
  );
});
