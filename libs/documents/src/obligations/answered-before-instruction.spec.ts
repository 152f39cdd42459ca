import { newId } from '#foundation';
import type { Command } from '#runtime';
import { followLead } from '../instructions/follow-lead.js';
import { voidOutgoingDocument } from '../outgoing/void-outgoing-document.command.js';
import { type DocumentOffice, openDocumentOffice } from '../testing/document-office.js';
import { issueAnswer } from '../testing/issue-answer.js';

let office: DocumentOffice;
beforeAll(async () => {
  office = await openDocumentOffice();
});
afterAll(() => office.close());

/** Answered before a leader has instructed anybody. */
const answered = async () => {
  const dueAt = office.inHours(72);
  const registered = await office.register({ replyRequired: true, dueAt });
  const document = { ...registered, obligationId: registered.obligationId!, dueAt };
  return { ...document, answerId: await issueAnswer(office, document.obligationId, document.instanceId) };
};
type Answered = Awaited<ReturnType<typeof answered>>;

const instruct = ({ id, obligationId, dueAt }: Answered, given: { handlingTime?: string; leadDueAt?: string } = {}) =>
  office.serve('documents.record-instruction', {
    documentId: id,
    obligationId,
    dueAt,
    reminderBefore: 'P1D',
    leadUnit: 'QLCN',
    instruction: 'Giao QLCN.',
    instructedBy: 'giamdoc',
    ...given,
  });
const voidNumber = ({ answerId }: Answered) =>
  office.executor.execute(voidOutgoingDocument(office.tell), { documentId: answerId, reason: 'Lấy số nhầm', groups: ['clerk'] }, office.as('vanthu'));
interface Entry {
  readonly status: string;
  readonly unit: string | null;
  readonly dueAt: string;
}
const ledgerOf = ({ obligationId }: Answered) =>
  office.database.query<Entry>('select status, unit_code as unit, due_at as "dueAt" from deadline where subject_id = $1 order by id', [obligationId]);

describe('a reply that was answered before its document was instructed', () => {
  it.each([{}, { handlingTime: 'P5D' }, { leadDueAt: '2026-12-31T03:00:00.000Z' }])('gets no second deadline by the instruction with %j', async (given) => {
    const document = await answered();
    await instruct(document, given);
    expect(await ledgerOf(document)).toEqual([{ status: 'met', unit: null, dueAt: document.dueAt }]);
  });

  it('gets none by another lead unit', async () => {
    const document = await answered();
    const change: Command<void, void> = {
      name: 'test.change-lead',
      async run(context) {
        await followLead(context, document.id, { unit: 'QLKH', dueAt: document.dueAt });
        context.audit({ subject: 'incoming-document', subjectId: document.id });
      },
    };
    await office.executor.execute(change, undefined, office.as('giamdoc'));
    expect(await ledgerOf(document)).toEqual([{ status: 'met', unit: null, dueAt: document.dueAt }]);
  });

  it('is owed again by the unit that leads now, by the date it had, when the number of the answer is voided', async () => {
    const document = await answered();
    await instruct(document);
    await voidNumber(document);
    expect(await ledgerOf(document)).toEqual([{ status: 'open', unit: 'QLCN', dueAt: document.dueAt }]);
  });
});

describe('a reply that has two deadlines from earlier', () => {
  const withSecond = async (status: 'open' | 'met') => {
    const document = await answered();
    await instruct(document);
    await office.database.query(
      `insert into deadline (id, instance_id, variable, label, subject, subject_id, started_at, start_event, rule,
         first_due_at, due_at, status, closed_at)
       select $3, instance_id, variable, label, subject, subject_id, started_at, start_event, rule,
              first_due_at, due_at, $2,
              case when $2 = 'open' then null else business_now() end
       from deadline where subject_id = $1`,
      [document.obligationId, status, newId()],
    );
    return document;
  };
  it.each(['open', 'met'] as const)('has one open one when it is owed again, where the second was %s', async (status) => {
    const document = await withSecond(status);
    await voidNumber(document);
    const open = (await ledgerOf(document)).filter(({ status: now }) => now === 'open');
    expect(open).toEqual([{ status: 'open', unit: 'QLCN', dueAt: document.dueAt }]);
  });
});
