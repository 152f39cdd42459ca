import { PermanentFailure } from '#runtime';
import { createTransport } from 'nodemailer';
import type { Readable } from 'node:stream';

export interface Mail {
  /** Of the job that sends it: it becomes the Message-ID, so that mail programs show a repetition once. */
  readonly id: string;
  readonly to: { readonly name: string; readonly email: string };
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly { readonly name: string; readonly mediaType: string; readonly content: Buffer | Readable }[];
  /** Business time, ISO 8601 UTC. */
  readonly sentAt: string;
  /** Written by an office: an answer goes to its mailbox. Otherwise a machine sends it, and nobody reads an answer. */
  readonly answerable?: true;
}

export interface MailServer {
  /** `smtp://user:password@host:587` or `smtps://host:465`. */
  readonly url: string;
  /** Who it comes from: `Văn phòng <vanphong@example.vn>`, or the address alone. */
  readonly from: string;
  /** Mailbox of the office, where answers go; absent: where it comes from. */
  readonly replyTo?: string;
}

/** The longest silence of the mail server: a job that waits longer keeps others from its place. */
const SILENCE_MS = 20_000;

/** Hands mail to the mail server of the agency, one message to one person. */
export class Mailer {
  private readonly transport;
  private readonly domain: string;

  constructor(private readonly server: MailServer) {
    this.transport = createTransport({
      url: server.url,
      // A password travels over TLS or not at all.
      requireTLS: new URL(server.url).password !== '',
      connectionTimeout: SILENCE_MS,
      greetingTimeout: SILENCE_MS,
      socketTimeout: SILENCE_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    this.domain = /@([^\s>]+)/.exec(server.from)?.[1] ?? 'localhost';
  }

  /**
   * Ends when the mail server has taken it over. A crash behind that sends it again under the same Message-ID.
   * @throws PermanentFailure where the server refuses it for good (RFC 5321 §4.2.1: 5xx); Error where it may take it later.
   */
  async send({ id, to, subject, text, attachments, sentAt, answerable }: Mail): Promise<void> {
    try {
      await this.transport.sendMail({
        messageId: `<${id}@${this.domain}>`,
        date: new Date(sentAt),
        from: this.server.from,
        to: { name: to.name, address: to.email },
        subject,
        text,
        attachments: attachments.map(({ name, mediaType, content }) => ({ filename: name, contentType: mediaType, content })),
        // RFC 3834 §5: holiday notices and the like do not answer a machine.
        ...(answerable === true ? { replyTo: this.server.replyTo } : { headers: { 'Auto-Submitted': 'auto-generated' } }),
      });
    } catch (error) {
      const { responseCode } = error as { readonly responseCode?: number };
      if (responseCode === undefined || responseCode < 500) throw error;
      throw new PermanentFailure(`The mail server refuses the mail to ${to.email}: ${(error as Error).message}`, { cause: error });
    }
  }
}
