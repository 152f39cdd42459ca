import { completeAdHoc, DefinitionStore, getInstance, listOffers, startAdHocActivity } from '../index.js';
import { bpmn, sequence, userTask } from '../../../../test/support/bpmn-text.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';

let desk: ProcessDesk;
beforeAll(async () => {
  desk = await openProcessDesk();
  const choices = `<adHocSubProcess id="choose" name="Xử lý hồ sơ">${userTask('ask')}${userTask('visit')}</adHocSubProcess>`;
  await desk.deploy({ 'free.bpmn': bpmn('free', sequence(choices, 'choose')) });
});
afterAll(() => desk.close());

const offers = async (id: string) => (await listOffers(desk.database, new DefinitionStore(), id, { limit: 5 })).items;
const choose = (instanceId: string, key: number, activity: string) =>
  desk.executor.execute(startAdHocActivity, { instanceId, key, activity, variables: { whom: 'an' } }, desk.as('tuanda'));

describe('an ad-hoc sub-process', () => {
  it('shows what may be chosen, and begins what was chosen, as often as it is', async () => {
    const id = await desk.start('free');
    const [offer] = await offers(id);
    expect(offer).toMatchObject({
      elementId: 'choose',
      name: 'Xử lý hồ sơ',
      activities: [
        { elementId: 'ask', name: 'ask' },
        { elementId: 'visit', name: 'visit' },
      ],
    });
    expect(await desk.openTasks(id)).toEqual([]);
    await choose(id, offer!.key, 'ask');
    await choose(id, offer!.key, 'ask');
    expect((await desk.openTasks(id)).map(({ name }) => name)).toEqual(['ask', 'ask']);
    expect(await offers(id)).toHaveLength(1);
  });

  it('does not begin what it does not offer, nor anything once it is over', async () => {
    const id = await desk.start('free');
    const [offer] = await offers(id);
    await expect(choose(id, offer!.key, 'begin')).rejects.toMatchObject({
      code: 'runtime.offer-not-found',
      message: expect.stringContaining('ask, visit'),
    });
    await desk.executor.execute(completeAdHoc, { instanceId: id, key: offer!.key }, desk.as('tuanda'));
    expect((await getInstance(desk.database, id)).status).toBe('completed');
    expect(await offers(id)).toEqual([]);
    await expect(choose(id, offer!.key, 'ask')).rejects.toMatchObject({ code: 'runtime.offer-not-found' });
  });
});
