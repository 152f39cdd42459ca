import { eventually } from '../../support/eventually.js';
import type { Answer, ApiUnderTest } from './api-under-test.js';
import { OutgoingDesk } from './outgoing-desk.js';

export interface OwedReply {
  /** Of the incoming document; the business key of all its tasks. */
  readonly id: string;
  readonly obligationId: string;
  readonly instanceId: string;
}

/** What people do through the API with documents that must be answered. */
export class ReplyDesk {
  readonly outgoing: OutgoingDesk;
  private letters = 0;

  constructor(private readonly api: ApiUnderTest) {
    this.outgoing = new OutgoingDesk(api);
  }

  /** Registers a letter on paper with the instruction that stands on it: QLCN answers. */
  async owe(given: object = {}, instruction: object = {}): Promise<OwedReply> {
    const { status, body } = await this.api.post('anhdtl', 'incoming-documents', {
      senderAgency: 'UBND tỉnh Bình Định',
      documentNumber: `${++this.letters}/UBND-KSTT`,
      documentDate: this.day(-1),
      documentType: 'Công văn',
      subject: `V/v báo cáo lần ${this.letters}`,
      medium: 'paper',
      replyRequired: true,
      dueAt: new Date(this.api.clock.now().getTime() + 60 * 86_400_000).toISOString(),
      instruction: { leadUnit: 'QLCN', content: 'Giao QLCN trả lời.', instructedBy: 'baotq', ...instruction },
      ...given,
    });
    if (status !== 201) throw new Error(`Registering answered ${status}: ${JSON.stringify(body)}`);
    await this.outgoing.taskOf('cuongpv', body.id, 'assignment');
    return body as OwedReply;
  }

  /** Assigned and drafted: the draft waits for its approval. */
  async draft({ id }: OwedReply, contributor?: string): Promise<void> {
    await this.done('cuongpv', id, 'assignment', { drafter: 'tuanda' });
    if (contributor !== undefined) await this.done(contributor, id, 'contribution', { contribution: 'Nhất trí.' });
    const text = { documentType: 'CV', draftSubject: 'V/v trả lời', draftBody: 'Kính gửi…', result: 'Đã báo cáo.' };
    await this.done('tuanda', id, 'draft', text);
  }

  /** Answered by its own case; gives the id of the answer, whose number is to be verified. */
  async answer(owed: OwedReply, contributor?: string): Promise<string> {
    await this.draft(owed, contributor);
    await this.outgoing.sign(owed.id);
    await this.done('anhdtl', owed.id, 'issue', { recipients: 'UBND tỉnh' });
    const { answers } = await eventually(async () => {
      const { obligation } = await this.read(owed);
      return obligation.status === 'answered' ? obligation : undefined;
    });
    return answers.at(-1).id as string;
  }

  /** The original is attached and the number verified: the case ends. */
  async verify(owed: OwedReply, answerId: string): Promise<void> {
    await this.outgoing.taskOf('tuanda', owed.id, 'verification');
    await this.outgoing.attach(answerId);
    await this.done('tuanda', owed.id, 'verification', { numberIsRight: true });
    await eventually(async () => (await this.read(owed)).status === 'closed');
  }

  async read({ id }: OwedReply): Promise<Answer['body']> {
    return (await this.api.get('anhdtl', `incoming-documents/${id}`)).body;
  }

  /** Names of the open tasks of its case, of whatever part. */
  async openTasks({ instanceId }: OwedReply): Promise<string[]> {
    const rows = await this.api.office.database.query<{ element: string }>(
      `select t.element_id as element from process_instance i join user_task t on t.instance_id = i.id and t.status = 'open'
       where i.root_instance_id = $1 order by 1`,
      [instanceId],
    );
    return rows.map(({ element }) => element);
  }

  /** The line of the tracking register of a year. */
  async line({ id }: OwedReply, year = this.api.clock.now().getFullYear()): Promise<Answer['body']> {
    const { body } = await this.api.get('anhdtl', `registers/tracking?year=${year}&limit=200`);
    return body.items.find((each: { documentId: string }) => each.documentId === id);
  }

  /** `YYYY-MM-DD`, so many days from now. */
  day(days: number): string {
    return new Date(this.api.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
  }

  async done(login: string, documentId: string, form: string, variables: object): Promise<void> {
    const { status, body } = await this.outgoing.complete(login, documentId, form, variables);
    if (status !== 204) throw new Error(`${form} answered ${status}: ${JSON.stringify(body)}`);
  }
}
