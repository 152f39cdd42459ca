import { eventually } from '../../support/eventually.js';
import { MailboxServer } from '../../support/mailbox-server.js';
import { type Answer, type ApiUnderTest, startApi } from './api-under-test.js';

export interface Asked {
  readonly id: string;
  readonly instanceId: string;
  readonly label: string;
  readonly token: string;
}

export const QUESTION = {
  name: 'Nguyễn Văn An',
  email: 'an@example.vn',
  topic: 'procedure',
  title: 'Hồ sơ đăng ký sáng kiến',
  question: 'Nộp hồ sơ ở đâu?',
  consent: true,
};

/** What people do with questions of the public, over HTTP. */
export class QuestionDesk {
  private asked = 0;

  constructor(private readonly api: ApiUnderTest) {}

  /** Each from an address of its own: the office takes so many of one address. */
  async ask(differently: object = {}): Promise<Asked> {
    this.asked += 1;
    const payload = { ...QUESTION, email: `nguoi-${this.asked}@example.vn`, ...differently };
    const { statusCode, body } = await this.send(payload);
    if (statusCode !== 201) throw new Error(`The question was answered ${statusCode}: ${body}`);
    const { label, token } = JSON.parse(body) as { label: string; token: string };
    const [row] = await this.api.office.database.query<{ id: string; instanceId: string }>(
      `select id, instance_id as "instanceId" from website_question where 'HD-' || number = $1`,
      [label],
    );
    return { ...row!, label, token };
  }

  send(payload: object, url = '/api/v1/website/questions') {
    this.asked += 1;
    return this.api.app.inject({ method: 'POST', url, payload, remoteAddress: `10.1.${this.asked >> 8}.${this.asked & 255}` });
  }

  seen(url: string) {
    return this.api.app.inject({ method: 'GET', url });
  }

  async own({ token }: Asked) {
    return (await this.seen(`/api/v1/website/own-questions/${token}`)).json();
  }

  /** The status of the answer. */
  async withdraw({ token }: Asked): Promise<number> {
    return (await this.send({}, `/api/v1/website/own-questions/${token}/withdrawal`)).statusCode;
  }

  /** What a leader reads of it once it is there. */
  stage({ id }: Asked, wanted: string) {
    return eventually(async () => {
      const { body } = await this.api.get('baotq', `website/questions/${id}`);
      return body.stage === wanted && body;
    });
  }

  /** The id of the task of the question that somebody has before him. */
  task(login: string, { instanceId }: Asked): Promise<string> {
    return eventually(async () => {
      const lists = await Promise.all(['mine', 'group'].map((scope) => this.api.get(login, `tasks?scope=${scope}&limit=200`)));
      return lists.flatMap(({ body }) => body.items).find((item: { instanceId: string }) => item.instanceId === instanceId)?.id;
    });
  }

  async do(login: string, asked: Asked, variables: object): Promise<{ status: number; code?: string }> {
    const { status, body } = await this.api.post(login, `tasks/${await this.task(login, asked)}/complete`, { variables });
    return body?.code === undefined ? { status } : { status, code: body.code };
  }

  write(login: string, { id }: Asked, answer: string): Promise<Answer> {
    return this.api.post(login, `website/questions/${id}/answers`, { answer });
  }

  async toDraft(asked: Asked, { handler }: { readonly handler: string }): Promise<void> {
    await this.do('oanhhtk', asked, { decision: 'accept' });
    await this.do('baotq', asked, { unit: 'QLCN' });
    await this.do('cuongpv', asked, { decision: 'give', handler });
    await this.stage(asked, 'drafting');
  }

  async toApproval(asked: Asked): Promise<void> {
    await this.toDraft(asked, { handler: 'tuanda' });
    await this.write('tuanda', asked, 'Trả lời.');
    await this.do('tuanda', asked, {});
    await this.do('cuongpv', asked, { decision: 'agree' });
    await this.stage(asked, 'approving');
  }

  /** To its end. @param decision `publish` or `mail` */
  async answer(asked: Asked, decision: string) {
    await this.toApproval(asked);
    await this.do('baotq', asked, { decision });
    return this.stage(asked, 'answered');
  }
}

/** An office whose website takes questions, and a mail server that shows what those who ask would read. */
export interface QuestionOffice {
  readonly api: ApiUnderTest;
  readonly desk: QuestionDesk;
  readonly mailbox: MailboxServer;
  close(): Promise<void>;
}

export async function openQuestionOffice(): Promise<QuestionOffice> {
  const mailbox = await MailboxServer.start();
  const mail = { SMTP_URL: mailbox.url, MAIL_FROM: 'Sở KHCN <vanban@skhcn.example.vn>' };
  const api = await startApi({ ...mail, WEBSITE_PUBLIC: 'on', PUBLIC_URL: 'https://skhcn.example.vn', SESSION_HOURS: '720' });
  return {
    api,
    desk: new QuestionDesk(api),
    mailbox,
    async close() {
      await api.close();
      await mailbox.stop();
    },
  };
}
