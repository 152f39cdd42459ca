import { eventually } from '../../support/eventually.js';
import type { Answer, ApiUnderTest } from './api-under-test.js';

export const NEWS = {
  title: 'Tập huấn sở hữu trí tuệ',
  summary: 'Sở tổ chức lớp tập huấn.',
  body: 'Ngày 12/01/2026.\n\n## Nội dung\n\n- Nhãn hiệu\n- Sáng chế',
  section: 'tin-tuc',
  urgency: 'urgent',
  authorName: 'Trần Đình Anh Tuấn',
  authorAddress: 'Phòng Quản lý công nghệ',
};

export interface Submitted {
  readonly id: string;
  readonly label: string;
  readonly instanceId: string;
}

/** What people do with articles of the website, over HTTP. */
export class ArticleDesk {
  constructor(private readonly api: ApiUnderTest) {}

  submit(login: string, differently: object = {}): Promise<Answer> {
    return this.api.post(login, 'website/articles', { ...NEWS, ...differently });
  }

  /** Its case is in `body.instanceId` beside what is answered. */
  async correct(login: string, id: string, differently: object = {}): Promise<Answer> {
    const words = { ...NEWS, title: 'Tập huấn (đính chính)', reason: 'Sai ngày.', ...differently };
    const { status, body } = await this.api.post(login, `website/articles/${id}/corrections`, words);
    return { status, body: { ...body, instanceId: (await this.read(id)).instanceId } };
  }

  /** What the board reads of an article. */
  async read(id: string) {
    return (await this.api.get('minhtc', `website/submissions/${id}`)).body;
  }

  /** The same once it stands there. */
  stage(id: string, wanted: string) {
    return eventually(async () => {
      const article = await this.read(id);
      return article.stage === wanted && article;
    });
  }

  seen(url: string) {
    return this.api.app.inject({ method: 'GET', url });
  }

  async upload(login: string, content: Buffer, name: string, type: string): Promise<string> {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(content)], { type }), name);
    const response = await fetch(`${this.api.address}/api/v1/attachments`, { method: 'POST', body: form, headers: await this.api.as(login) });
    return ((await response.json()) as { id: string }).id;
  }

  /** Tasks of a case that somebody has or is offered. */
  async tasks(login: string, instanceId: string): Promise<{ readonly id: string; readonly name: string }[]> {
    const lists = await Promise.all(['mine', 'group'].map((scope) => this.api.get(login, `tasks?scope=${scope}&limit=200`)));
    return lists.flatMap(({ body }) => body.items).filter((item: { instanceId: string }) => item.instanceId === instanceId);
  }

  /** The one, as soon as he has it. */
  task(login: string, instanceId: string) {
    return eventually(async () => (await this.tasks(login, instanceId))[0]);
  }

  async complete(login: string, instanceId: string, variables: object): Promise<{ status: number; code?: string }> {
    const { id } = await this.task(login, instanceId);
    const { status, body } = await this.api.post(login, `tasks/${id}/complete`, { variables });
    return { status, code: body?.code };
  }

  async published(differently: object = {}): Promise<Submitted & { readonly slug: string }> {
    const { body: given } = await this.submit('tuanda', differently);
    expect(await this.complete('oanhhtk', given.instanceId, { decision: 'publish' })).toMatchObject({ status: 204 });
    const { slug } = await this.stage(given.id, 'published');
    return { ...given, slug };
  }

  /** Titles of what somebody was told. */
  async told(login: string): Promise<string[]> {
    return (await this.api.get(login, 'notifications?limit=200')).body.items.map(({ title }: { title: string }) => title);
  }
}
