import type { Role } from './cast.js';
import { expectFound, StoryFailure } from './story-failure.js';
import type { ApiRequest, StoryWorld } from './story-world.js';

/** A line of the worklist, as far as the stories read it. */
export interface TaskLine {
  readonly id: string;
  readonly name: string;
  readonly formKey: string | null;
  readonly businessKey: string | null;
  readonly assignee: string | null;
  readonly escalatedTo: readonly string[];
}

export interface NotificationLine {
  readonly kind: string;
  readonly title: string;
  readonly taskId: string | null;
  readonly createdAt: string;
}

/** Somebody of the cast, signed in: what he can do through the API, in the words of the stories. */
export class Desk {
  private constructor(
    private readonly world: StoryWorld,
    private readonly token: string,
    readonly role: Role,
  ) {}

  static async open(world: StoryWorld, role: Role, password: string): Promise<Desk> {
    const request: ApiRequest = { method: 'POST', path: 'auth/sign-in', json: { login: role.login, password } };
    const { token } = (await succeed(world, request)) as { token: string };
    return new Desk(world, token, role);
  }

  async get<T>(path: string): Promise<T> {
    return (await succeed(this.world, { method: 'GET', path, token: this.token })) as T;
  }

  async post<T>(path: string, json?: unknown): Promise<T> {
    return (await succeed(this.world, { method: 'POST', path, json, token: this.token })) as T;
  }

  async upload(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<{ id: string }> {
    const file = { name, mediaType: 'application/pdf', bytes };
    return (await succeed(this.world, { method: 'POST', path: 'attachments', file, token: this.token })) as {
      id: string;
    };
  }

  /** The open task with a form in a case, once it has come to this desk. */
  async taskWith(formKey: string, caseId: string): Promise<TaskLine> {
    const task = await this.world.eventually(() => this.findTask(formKey, caseId));
    return expectFound(`${this.role.as}: danh sách việc`, `việc có biểu mẫu "${formKey}" của hồ sơ ${caseId}`, task);
  }

  async findTask(formKey: string, caseId: string): Promise<TaskLine | undefined> {
    for (const scope of ['mine', 'group']) {
      const { items } = await this.get<{ items: TaskLine[] }>(`tasks?scope=${scope}&sort=newest&limit=200`);
      const task = items.find((item) => item.formKey === formKey && item.businessKey === caseId);
      if (task !== undefined) return task;
    }
    return undefined;
  }

  async complete(task: TaskLine, variables: object): Promise<void> {
    await this.post(`tasks/${task.id}/complete`, { variables });
  }

  /** Tries what must be refused. */
  async refused(path: string, json: unknown, expected: { status: number; code: string }): Promise<void> {
    const { status, body } = await this.world.call({ method: 'POST', path, json, token: this.token });
    const seen = { status, code: (body as { code?: string } | undefined)?.code };
    if (seen.status !== expected.status || seen.code !== expected.code) {
      throw new StoryFailure(`${this.role.as}: POST ${path} phải bị từ chối`, expected, seen);
    }
  }

  /** A notification about a task, once it has come. */
  async notifiedOf(kind: string, taskId: string): Promise<NotificationLine> {
    const notification = await this.world.eventually(async () => {
      const { items } = await this.get<{ items: NotificationLine[] }>('notifications?limit=200');
      return items.find((item) => item.kind === kind && item.taskId === taskId);
    });
    return expectFound(`${this.role.as}: thông báo`, `thông báo "${kind}" về việc ${taskId}`, notification);
  }
}

async function succeed(world: StoryWorld, request: ApiRequest): Promise<unknown> {
  const { status, body } = await world.call(request);
  if (status >= 200 && status < 300) return body;
  throw new StoryFailure(`${request.method} ${request.path}`, 'thành công (2xx)', { status, body });
}
