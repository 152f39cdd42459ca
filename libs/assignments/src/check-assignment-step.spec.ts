import type { JsonObject } from '#foundation';
import type { Command } from '#runtime';
import { checkAssignmentStep, type StepAtHand } from './check-assignment-step.js';
import { type AssignmentOffice, HEAD, openAssignmentOffice } from './testing/assignment-office.js';

let office: AssignmentOffice;
beforeAll(async () => {
  office = await openAssignmentOffice();
});
afterAll(() => office.close());

const asked: Command<StepAtHand, void> = {
  name: 'test.check-step',
  async run(context, step) {
    await checkAssignmentStep(context, step);
    context.nothingChanged();
  },
};

interface Asked {
  readonly step: string | undefined;
  readonly id: string;
  readonly login: string;
  readonly groups?: readonly string[];
  readonly values?: JsonObject;
}

const check = ({ step, id, login, groups = [], values = {} }: Asked) =>
  office.executor.execute(
    asked,
    { properties: step === undefined ? {} : { assignmentStep: step }, person: { login, groups }, workOf: null, variables: { assignmentId: id }, values },
    office.as(login),
  );

const forbidden = { code: 'assignments.forbidden' };

it.each(['accept', 'perform'])('lets nobody but whom work was given to %s it, however the task came to him', async (step) => {
  const { id } = await office.give();
  await check({ step, id, login: 'chuyenvien' });
  for (const login of ['nguoikhac', 'truongphong']) await expect(check({ step, id, login })).rejects.toMatchObject(forbidden);
});

it('lets whoever has the task of a unit take its work up', async () => {
  const { id } = await office.give({ assignee: undefined as never, unit: 'QLKH', groups: ['leader'] });
  await check({ step: 'accept', id, login: 'nguoikhac' });
});

it.each(['judge', 'reconsider'])('lets anybody %s it but whoever does it', async (step) => {
  const { id } = await office.give();
  for (const login of ['truongphong', 'nguoikhac']) await check({ step, id, login });
  await expect(check({ step, id, login: 'chuyenvien' })).rejects.toMatchObject(forbidden);
});

it('gives returned work again only to whom whoever decides may give work now', async () => {
  const { id } = await office.give();
  const again = (values: JsonObject, groups: readonly string[] = HEAD) =>
    check({ step: 'reconsider', id, login: 'truongphong', groups, values: { reconsideration: 'again', ...values } });
  await again({});
  await again({ newAssignee: 'nguoikhac' });
  await expect(again({ newAssignee: 'truongphong' })).rejects.toMatchObject({ code: 'assignments.refused', findings: [{ where: 'assignee' }] });
  await expect(again({}, ['head:QLKH'])).rejects.toMatchObject({ code: 'assignments.refused' });
  await expect(again({}, ['unit:QLCN'])).rejects.toMatchObject(forbidden);
  await check({ step: 'reconsider', id, login: 'truongphong', values: { reconsideration: 'withdraw' } });
});

it('gives the returned work of a unit to no unit that whoever decides heads', async () => {
  const { id } = await office.give({ assignee: undefined as never, unit: 'QLKH', groups: ['leader'] });
  const groups = ['chief-of-office', 'head:QLCN'];
  const again = (newUnit: string | null) =>
    check({ step: 'reconsider', id, login: 'truongphong', groups, values: { reconsideration: 'again', newUnit } });
  await again(null);
  await expect(again('QLCN')).rejects.toMatchObject({ code: 'assignments.refused', findings: [{ where: 'unit', what: 'is your own' }] });
});

it('asks nothing of other tasks, and says so where a model names no assignment', async () => {
  const { id } = await office.give();
  await check({ step: undefined, id, login: 'nguoikhac' });
  await check({ step: 'approve-content', id, login: 'nguoikhac' });
  await expect(check({ step: 'perform', id: 'x', login: 'nguoikhac' })).rejects.toMatchObject({ code: 'assignments.not-found' });
});
