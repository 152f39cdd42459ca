import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  /** By name in lower case, unfolded, encoded words as they came. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly attachments: readonly { readonly name: string; readonly content: Buffer }[];
}

/** A mail server of its own on a free port, without TLS: it takes what it gets and keeps it. */
export class MailboxServer {
  readonly received: ReceivedMail[] = [];
  private readonly refusals = new Map<string, number>();
  private readonly server: SMTPServer;

  private constructor() {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onRcptTo: ({ address }, _session, done) => {
        const responseCode = this.refusals.get(address);
        done(responseCode === undefined ? null : Object.assign(new Error(`mailbox ${address} unavailable`), { responseCode }));
      },
      onData: (stream, { envelope: { mailFrom, rcptTo } }, done) => {
        void buffer(stream).then((raw) => {
          const from = mailFrom === false ? '' : (mailFrom?.address ?? '');
          this.received.push({ envelope: { from, to: rcptTo.map(({ address }) => address) }, ...readMessage(raw.toString('latin1')) });
          done();
        });
      },
    });
  }

  static async start(): Promise<MailboxServer> {
    const started = new MailboxServer();
    await new Promise<void>((listening) => started.server.listen(0, '127.0.0.1', listening));
    return started;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  /** From now on it refuses mail to an address. @param code of SMTP: 4xx for now, 5xx for good */
  refuse(address: string, code: number): void {
    this.refusals.set(address, code);
  }

  accept(address: string): void {
    this.refusals.delete(address);
  }

  async stop(): Promise<void> {
    await new Promise<void>((stopped) => this.server.close(() => stopped()));
  }
}

interface Part {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A message of one text and attachments (RFC 2046 §5.1). @param raw one letter for each byte */
function readMessage(raw: string): Pick<ReceivedMail, 'headers' | 'text' | 'attachments'> {
  const message = readPart(raw);
  const boundary = /boundary="([^"]+)"/.exec(message.headers['content-type'] ?? '')?.[1];
  const parts = boundary === undefined ? [message] : message.body.split(`--${boundary}`).slice(1, -1).map((part) => readPart(part.trimStart()));
  const [text, ...attached] = parts;
  return {
    headers: message.headers,
    text: contentOf(text!).toString('utf8'),
    attachments: attached.map((part) => ({ name: fileNameOf(part), content: contentOf(part) })),
  };
}

function readPart(raw: string): Part {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw.slice(0, end).replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]);
  return { headers: Object.fromEntries(headers), body: raw.slice(end + 4) };
}

function contentOf({ headers, body }: Part): Buffer {
  const encoding = headers['content-transfer-encoding'];
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1');
  const bytes = body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}

/** The name of an attachment, in one piece or in several (RFC 2231). */
function fileNameOf({ headers }: Part): string {
  const disposition = headers['content-disposition'] ?? '';
  const pieces = [...disposition.matchAll(/filename\*\d+\*?="?([^;\s"]+)/g)].map(([, piece]) => piece);
  if (pieces.length === 0) return /filename="?([^";]+)"?/.exec(disposition)?.[1] ?? '';
  return decodeURIComponent(pieces.join('').replace(/^utf-8''/i, ''));
}
