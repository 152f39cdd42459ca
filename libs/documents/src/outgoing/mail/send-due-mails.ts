import type { Database } from '#database';
import { type Attachment, type FileStore, getAttachment, openAttachment } from '#files';
import type { Logger } from '#foundation';
import { type CommandExecutor, PeriodicUpkeep, PermanentFailure } from '#runtime';
import type { Readable } from 'node:stream';
import { claimMail, type MailClaim } from './claim-mail.command.js';
import { composeLetter } from './compose-letter.js';
import { holdBackMail } from './hold-back-mail.command.js';
import { settleMail } from './settle-mail.command.js';

/** A letter with its files, as the mail server gets it. */
export interface Letter {
  /** Becomes the Message-ID. */
  readonly id: string;
  readonly to: { readonly name: string; readonly email: string };
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly { readonly name: string; readonly mediaType: string; readonly content: Readable }[];
  /** Business time, ISO 8601 UTC. */
  readonly sentAt: string;
  /** Written by an office, not by a machine: an answer reaches somebody. */
  readonly answerable: true;
}

export interface MailTools {
  readonly executor: CommandExecutor;
  readonly database: Database;
  readonly files: FileStore;
  /** @throws PermanentFailure where the mail server refuses the letter for good */
  readonly send: (letter: Letter) => Promise<void>;
  readonly logger: Logger;
}

const SENDER = { actor: 'system:mail', requestId: 'outgoing-mail' };

/** Sends what stands in the outbox while a worker runs, one letter after the other. */
export function mailUpkeep(tools: MailTools & { readonly everyMs: number }): PeriodicUpkeep {
  return new PeriodicUpkeep({
    everyMs: tools.everyMs,
    run: (goOn) => sendDueMails(tools, goOn),
    logger: tools.logger,
    failureCode: 'documents.mail-run-failed',
  });
}

/** Sends all that is due. A crash between sending and settling sends again, under the same Message-ID. */
export async function sendDueMails(tools: MailTools, goOn: () => boolean = () => true): Promise<void> {
  while (goOn()) {
    const claim = await tools.executor.execute(claimMail, undefined, SENDER);
    if (claim === undefined) return;
    const attempted = await attempt(tools, claim);
    if (attempted === 'held-back') continue;
    const { error, forGood } = attempted;
    const outcome = { mailId: claim.id, error, forGood, tries: claim.tries };
    const state = await tools.executor.execute(settleMail, outcome, SENDER);
    if (state === 'failed') tools.logger.warn({ code: 'documents.mail-failed', mail: claim.id, error });
  }
}

interface Attempt {
  readonly error: string | null;
  readonly forGood: boolean;
}

async function attempt(tools: MailTools, claim: MailClaim): Promise<Attempt | 'held-back'> {
  const contents: Readable[] = [];
  try {
    const attachments: Letter['attachments'][number][] = [];
    for (const file of claim.act === null ? await filesWith(tools.database, claim) : []) {
      const content = await openAttachment(tools.files, file);
      contents.push(content);
      attachments.push({ name: file.fileName, mediaType: file.mediaType, content });
    }
    if (await tools.executor.execute(holdBackMail, claim, SENDER)) return 'held-back';
    const to = { name: claim.toName, email: claim.toEmail };
    await tools.send({ id: claim.id, to, ...composeLetter(claim), attachments, sentAt: claim.queuedAt, answerable: true });
    return { error: null, forGood: false };
  } catch (error) {
    return { error: (error as Error).message, forGood: error instanceof PermanentFailure };
  } finally {
    for (const content of contents) content.destroy();
  }
}

/** The files as they were when the letter was queued, so that every attempt sends the same. */
async function filesWith(database: Database, { documentId, queuedAt }: MailClaim): Promise<Attachment[]> {
  const files = await database.query<{ id: string }>(
    `select id from attachment a where outgoing_document_id = $1 and linked_at <= $2
       and not exists (select from attachment later where later.replaces = a.id and later.linked_at <= $2)
     order by id`,
    [documentId, queuedAt],
  );
  return Promise.all(files.map(({ id }) => getAttachment(database, id)));
}
