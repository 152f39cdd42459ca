import { readFile } from 'node:fs/promises';
import { newId } from '#foundation';
import { announceChanges, sendDueReminders } from '#reminders';
import { DEMO_PASSWORD } from '../../../apps/standalone/src/demo-office/demo-office.js';
import { eventually } from '../../support/eventually.js';
import { MailboxServer, type ReceivedMail } from '../../support/mailbox-server.js';
import { vn } from '../../support/office-time.js';
import { type ApiUnderTest, startApi } from '../api/api-under-test.js';

/** Of a sign-in; the longest that an office may set. */
const SESSION_HOURS = 720;
/** Timers of a week fire together; none of them waits for what a person does within it. */
const STEP_MS = 7 * 86_400_000;
const REMINDERS = { actor: 'system:reminders', requestId: 'reminders' };

/** A change that somebody of the office has made, as the audit trail must have it. */
export interface Act {
  readonly login: string;
  readonly requestId: string;
  readonly what: string;
}

export interface Reply<T> {
  readonly status: number;
  readonly body: T;
}

/** What a refusal says. */
export interface Refusal {
  readonly code: string;
  readonly title: string;
  readonly findings: readonly { readonly code?: string; readonly where: string; readonly title?: string }[];
}

/**
 * The demo office with its worker and a mail server, reached by HTTP alone, over months: people sign in again when their
 * sign-in has run out, and what falls due on the way happens on the way.
 */
export class OfficeOverTime {
  /** All that was changed, in order. */
  readonly acts: Act[] = [];
  private readonly sessions = new Map<string, { token: string; until: number }>();

  private constructor(
    private readonly api: ApiUnderTest,
    readonly mailServer: MailboxServer,
    private readonly scan: Buffer,
  ) {}

  /** @param at office time at which it opens, such as `2026-01-05 07:30` */
  static async open(at: string): Promise<OfficeOverTime> {
    const mailServer = await MailboxServer.start();
    const settings = {
      SESSION_HOURS: String(SESSION_HOURS),
      SMTP_URL: mailServer.url,
      MAIL_FROM: 'Văn thư Sở <vanthu@skhcn.example>',
      TRUSTED_PROXIES: '127.0.0.1',
    };
    const api = await startApi(settings, { worker: 'inside', openedAt: vn(at) });
    return new OfficeOverTime(api, mailServer, await readFile('apps/cli/assets/cong-van-den.pdf'));
  }

  async close(): Promise<void> {
    await this.api.close();
    await this.mailServer.stop();
  }

  /** Lets time go by until an hour of the office, such as `2026-03-02 08:00`; what has begun by then is done. */
  async pass(until: string): Promise<void> {
    const end = Date.parse(vn(until));
    do {
      await this.settled();
      const { clock } = this.api;
      clock.advance(Math.max(0, Math.min(STEP_MS, end - clock.now().getTime())));
      await this.settled();
      await sendDueReminders(this.api.office.reminders, REMINDERS, () => true);
      await announceChanges(this.api.office.reminders, REMINDERS);
    } while (this.api.clock.now().getTime() < end);
  }

  /** Resolves once the worker has done all that is due. */
  settled(): Promise<true> {
    return eventually(async () => {
      const due = await this.api.office.database.query(`select from job where status = 'ready' and due_at <= $1 limit 1`, [
        this.api.clock.now(),
      ]);
      return due.length === 0;
    });
  }

  /** All mails to somebody, as soon as so many have come. */
  mailsTo(address: string, count: number): Promise<ReceivedMail[]> {
    return eventually(() => {
      const mails = this.mailServer.received.filter(({ envelope }) => envelope.to.includes(address));
      return mails.length >= count && mails;
    });
  }

  async get<T>(login: string, path: string): Promise<T> {
    const response = await this.send(login, 'GET', path);
    return bodyOf<T>(await succeeded(response, login, `GET ${path}`));
  }

  /** Every item of a list, over all of its pages. */
  async list<T>(login: string, path: string): Promise<T[]> {
    const items: T[] = [];
    let after = '';
    for (;;) {
      const page = await this.get<{ items: T[]; next: string | null }>(login, `${path}${path.includes('?') ? '&' : '?'}limit=50${after}`);
      items.push(...page.items);
      if (page.next === null) return items;
      after = `&after=${encodeURIComponent(page.next)}`;
    }
  }

  async download(login: string, path: string): Promise<Buffer> {
    const response = await succeeded(await this.send(login, 'GET', path), login, `GET ${path}`);
    return Buffer.from(await response.arrayBuffer());
  }

  /** Does what must succeed. */
  async post<T = undefined>(login: string, path: string, json: object = {}, method: 'POST' | 'PUT' = 'POST'): Promise<T> {
    return this.change<T>(login, method, path, JSON.stringify(json), { 'content-type': 'application/json' });
  }

  /** Tries what must be refused; gives the status and what was said. */
  async refused(login: string, path: string, json: object = {}): Promise<Reply<Refusal>> {
    const response = await this.send(login, 'POST', path, JSON.stringify(json), { 'content-type': 'application/json' });
    if (response.ok) throw new Error(`${login} POST ${path} was not refused: ${response.status} ${await response.text()}`);
    return { status: response.status, body: await bodyOf<Refusal>(response) };
  }

  /** Uploads a scan of one page; gives its id. */
  async upload(login: string, name: string): Promise<string> {
    const form = new FormData();
    form.append('file', new Blob([Uint8Array.from(this.scan)], { type: 'application/pdf' }), name);
    return (await this.change<{ id: string }>(login, 'POST', 'attachments', form)).id;
  }

  private async change<T>(login: string, method: string, path: string, body: string | FormData, headers: Record<string, string> = {}): Promise<T> {
    const requestId = newId();
    const response = await this.send(login, method, path, body, { ...headers, 'x-request-id': requestId });
    await succeeded(response, login, `${method} ${path}`);
    this.acts.push({ login, requestId, what: `${method} ${path}` });
    return bodyOf<T>(response);
  }

  private async send(login: string, method: string, path: string, body?: string | FormData, headers: Record<string, string> = {}): Promise<Response> {
    const authorization = `Bearer ${await this.tokenOf(login)}`;
    return fetch(`${this.api.address}/api/v1/${path}`, { method, body, headers: { ...headers, authorization } });
  }

  private async tokenOf(login: string): Promise<string> {
    const now = this.api.clock.now().getTime();
    const session = this.sessions.get(login);
    if (session !== undefined && now < session.until) return session.token;
    const response = await fetch(`${this.api.address}/api/v1/auth/sign-in`, {
      method: 'POST',
      // The months of the office are seconds here: from one desk so many sign-ins a minute would be too many.
      headers: { 'content-type': 'application/json', 'x-forwarded-for': `10.0.0.${1 + (this.acts.length % 250)}` },
      body: JSON.stringify({ login, password: DEMO_PASSWORD }),
    });
    const { token } = await bodyOf<{ token: string }>(await succeeded(response, login, 'sign-in'));
    this.sessions.set(login, { token, until: now + (SESSION_HOURS - 1) * 3_600_000 });
    return token;
  }
}

async function succeeded(response: Response, login: string, what: string): Promise<Response> {
  if (!response.ok) throw new Error(`${login} ${what} answered ${response.status}: ${await response.text()}`);
  return response;
}

async function bodyOf<T>(response: Response): Promise<T> {
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}
