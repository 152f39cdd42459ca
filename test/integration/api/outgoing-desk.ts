import { readFile } from 'node:fs/promises';
import { eventually } from '../../support/eventually.js';
import type { Answer, ApiUnderTest } from './api-under-test.js';

/** What people do with outgoing documents through the API. */
export class OutgoingDesk {
  constructor(private readonly api: ApiUnderTest) {}

  /** Submits a draft of the staff of QLCN; gives its id. */
  async submit(given: object = {}, login = 'tuanda'): Promise<string> {
    const draft = { documentType: 'CV', subject: 'V/v hội nghị', body: 'Kính gửi…', recipients: 'Sở Tư pháp', ...given };
    const { status, body } = await this.api.post(login, 'outgoing-documents', draft);
    if (status !== 201) throw new Error(`Submitting answered ${status}: ${JSON.stringify(body)}`);
    return body.id as string;
  }

  /** The open task of a document with this form, as soon as somebody has it on his desk. */
  taskOf(login: string, documentId: string, form: string): Promise<string> {
    return eventually(async () => {
      for (const scope of ['mine', 'group']) {
        const { body } = await this.api.get(login, `tasks?scope=${scope}&sort=newest&limit=200`);
        const task = body.items.find((each: { formKey: string; businessKey: string }) => each.formKey === form && each.businessKey === documentId);
        if (task !== undefined) return task.id as string;
      }
      return undefined;
    });
  }

  async complete(login: string, documentId: string, form: string, variables: object): Promise<Answer> {
    return this.api.post(login, `tasks/${await this.taskOf(login, documentId, form)}/complete`, { variables });
  }

  /** Goes on until the document is signed. */
  async sign(documentId: string): Promise<void> {
    await this.done('cuongpv', documentId, 'approval', { decision: 'approve' });
    await this.done('tramvn', documentId, 'format', { decision: 'pass' });
    await this.done('baotq', documentId, 'signature', { decision: 'sign' });
    await this.taskOf('anhdtl', documentId, 'issue');
  }

  /** And until it is issued; gives its number and symbol. */
  async issue(documentId: string, recipients = 'Sở Tư pháp'): Promise<string> {
    await this.sign(documentId);
    await this.done('anhdtl', documentId, 'issue', { recipients });
    await this.taskOf('tuanda', documentId, 'verification');
    return (await this.read(documentId)).symbol as string;
  }

  /** An outgoing document of its own, from the draft on; gives its id. */
  async issued(given: object = {}): Promise<string> {
    const id = await this.submit(given);
    await this.issue(id);
    return id;
  }

  async attach(documentId: string, name = 'van-ban-da-ky.pdf'): Promise<void> {
    const form = new FormData();
    form.append('file', new Blob([Uint8Array.from(await readFile('apps/cli/assets/cong-van-den.pdf'))], { type: 'application/pdf' }), name);
    const headers = await this.api.as('anhdtl');
    const uploaded = await fetch(`${this.api.address}/api/v1/attachments`, { method: 'POST', body: form, headers });
    const { id } = (await uploaded.json()) as { id: string };
    await this.api.post('anhdtl', `outgoing-documents/${documentId}/attachments`, { attachmentIds: [id] });
  }

  async read(documentId: string): Promise<Answer['body']> {
    return (await this.api.get('anhdtl', `outgoing-documents/${documentId}`)).body;
  }

  private async done(login: string, documentId: string, form: string, variables: object): Promise<void> {
    const { status, body } = await this.complete(login, documentId, form, variables);
    if (status !== 204) throw new Error(`${form} answered ${status}: ${JSON.stringify(body)}`);
  }
}
