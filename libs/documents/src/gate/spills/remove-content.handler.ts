import { cancelDeadlines } from '#deadlines';
import type { CommandContext, JobHandler } from '#runtime';
import { z } from 'zod';
import { nameSchema, readVariables } from '../../job-variables.js';
import { endCase } from '../../numbering/void-number.js';
import { withdrawMails } from '../../outgoing/mail/withdraw-mails.js';
import type { BeginRemovalInput, StoredFileKey } from './begin-removal.command.js';
import type { Concerned } from './concerned.js';
import { lockSpill } from './lock-spill.js';
import { destroyContent } from './seal-content.js';

const variablesSchema = z.object({ removedBy: nameSchema });

/** What stands in place of the subject in every list and register. */
export const REMOVED_SUBJECT = 'Đã gỡ theo quy trình bảo vệ bí mật nhà nước';
const REMOVED_TEXT = '(đã gỡ)';

/** What the app hands in. */
export interface RemovalTools {
  /** Runs the command in a transaction of its own. */
  begin(input: BeginRemovalInput): Promise<readonly StoredFileKey[]>;
  /** Removes a file from the storage, also where it is not there. */
  removeFile(file: StoredFileKey): Promise<void>;
}

/**
 * Topic `documents.remove-content`: the content goes for good: the files, all that is written of it, and with it the cases,
 * the replies that were owed and their deadlines. Numbers, dates, people and times stay. Output: removedFiles.
 */
export function removeContentHandler({ begin, removeFile }: RemovalTools): JobHandler {
  return {
    topic: 'documents.remove-content',
    async handle(job) {
      const { removedBy } = readVariables(variablesSchema, job);
      // Outside of any transaction, for a storage may be slow: what is gone when the rest fails is gone all the same, and the
      // job is done once more.
      for (const file of await begin({ instanceId: job.instanceId, removedBy })) {
        job.signal.throwIfAborted();
        await removeFile(file);
      }
      return { commit: (context) => removeContent(context, job.instanceId, removedBy) };
    },
  };
}

async function removeContent(context: CommandContext, instanceId: string, removedBy: string) {
  const { tx, now } = context;
  const { id: spillId, ...concerned } = await lockSpill(tx, instanceId, ['removing']);
  const removedFiles = concerned.attachments.length;
  await endCases(context, spillId, concerned);
  await destroyContent(tx, spillId, REMOVED_TEXT, concerned);
  await markRemoved(context, concerned);
  for (const id of concerned.outgoing) await withdrawMails(context, id, 'remove');
  await tx.execute(
    `update secret_spill set status = 'removed', removed_at = $2, removed_by = $3, removed_files = $4 where id = $1`,
    [spillId, now, removedBy, removedFiles],
  );
  context.audit({ subject: 'secret-spill', subjectId: spillId, detail: { removedBy, files: removedFiles } });
  return { removedFiles };
}

/** Nobody works on what is not there, and no reply to it is owed. */
async function endCases(context: CommandContext, spillId: string, { incoming, cases }: Concerned): Promise<void> {
  const { tx, now } = context;
  for (const id of cases) await endCase(context, id, `secret-spill ${spillId}`);
  const cancelled = await tx.query<{ id: string }>(
    `update reply_obligation set status = 'cancelled', closed_at = $2 where document_id = any($1) and status = 'open' returning id`,
    [incoming, now],
  );
  for (const { id } of cancelled) {
    await cancelDeadlines(context, 'reply-obligation', id);
    context.audit({ subject: 'reply-obligation', subjectId: id, detail: { spillId } });
  }
  for (const id of incoming) await cancelDeadlines(context, 'incoming-document', id);
  await tx.execute(
    `update assignment set status = 'recalled', closed_at = $2 where instance_id = any($1::uuid[]) and status not in ('done', 'recalled')`,
    [cases, now],
  );
}

async function markRemoved({ tx, now }: CommandContext, { incoming, outgoing, attachments, articles, questions }: Concerned): Promise<void> {
  await tx.execute(
    `update incoming_document set subject = $2, content_removed_at = $3, status = 'closed', closed_at = coalesce(closed_at, $3)
     where id = any($1)`,
    [incoming, REMOVED_SUBJECT, now],
  );
  await tx.execute('update outgoing_document set subject = $2, content_removed_at = $3 where id = any($1)', [outgoing, REMOVED_SUBJECT, now]);
  await tx.execute(
    `update website_article set content_removed_at = $2, taken_down_at = case when published_version is not null then coalesce(taken_down_at, $2) end,
       stage = case when published_version is not null then 'published' when stage = 'refused' then stage else 'withdrawn' end
     where id = any($1)`,
    [articles, now],
  );
  await tx.execute(
    `update website_question set content_removed_at = $2, taken_down_at = case when slug is not null then coalesce(taken_down_at, $2) end,
       stage = case when ended_at is null then 'cancelled' else stage end, ended_at = coalesce(ended_at, $2)
     where id = any($1)`,
    [questions, now],
  );
  await tx.execute('update attachment set content_removed_at = $2 where id = any($1)', [attachments, now]);
}
