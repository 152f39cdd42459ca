import { type CommandContext, type JobHandler, resumeInstance } from '#runtime';
import { z } from 'zod';
import { nameSchema, readVariables } from '../../job-variables.js';
import { lockSpill } from './lock-spill.js';
import { unsealContent } from './seal-content.js';

const variablesSchema = z.object({ decidedBy: nameSchema, reason: z.string().trim().min(1).max(500) });

/**
 * Topic `documents.release-content`: the alarm was false. The content is back in its places, and the cases go on with the
 * time they had left; the spill stays with who decided so and why.
 */
export const releaseContentHandler: JobHandler = {
  topic: 'documents.release-content',
  async handle(job) {
    const { decidedBy, reason } = readVariables(variablesSchema, job);
    return {
      async commit(context) {
        const { tx, now } = context;
        const { id: spillId, incoming, outgoing, attachments, articles, questions } = await lockSpill(tx, job.instanceId, ['locked']);
        await unsealContent(tx, spillId);
        await tx.execute('update incoming_document set content_locked_at = null where id = any($1)', [incoming]);
        await tx.execute('update outgoing_document set content_locked_at = null where id = any($1)', [outgoing]);
        await tx.execute('update website_article set content_locked_at = null where id = any($1)', [articles]);
        await tx.execute('update website_question set content_locked_at = null where id = any($1)', [questions]);
        // Whoever decided has seen the files that are attached: nobody is asked about these again.
        await tx.execute(
          `update attachment set content_locked_at = null,
             gate_checked_at = coalesce(gate_checked_at, case when linked_at is not null then $2::timestamptz end) where id = any($1)`,
          [attachments, now],
        );
        await tx.execute(
          `update secret_spill set status = 'false-alarm', released_at = $2, released_by = $3, release_reason = $4 where id = $1`,
          [spillId, now, decidedBy, reason],
        );
        context.audit({ subject: 'secret-spill', subjectId: spillId, detail: { decidedBy } });
        await goOn(context, spillId);
      },
    };
  },
};

/** The cases that the report has suspended; what an operator had suspended before stays so. */
async function goOn(context: CommandContext, spillId: string): Promise<void> {
  const suspended = await context.tx.query<{ id: string }>(
    `select i.id from secret_spill s join process_instance i on i.id = any(s.suspended_cases)
     where s.id = $1 and i.status = 'active' order by i.id`,
    [spillId],
  );
  for (const { id } of suspended) await context.run(resumeInstance, { instanceId: id, withCalled: true });
}
