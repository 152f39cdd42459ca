import type { CommandContext } from '#runtime';
import { ContentLockedError } from './errors.js';

/**
 * Refuses to write about a case whose document is locked, whatever the case does with it. Whoever asks has locked the
 * instance of his task, so that a report either comes before or takes along what he writes.
 * @throws ContentLockedError
 */
export async function refuseLockedCase({ tx }: CommandContext, instanceIds: readonly string[]): Promise<void> {
  const [locked] = await tx.query<{ id: string }>(
    `select id from incoming_document where instance_id = any($1::uuid[]) and content_locked_at is not null
     union all select id from outgoing_document where instance_id = any($1::uuid[]) and content_locked_at is not null
     union all select d.id from assignment a join incoming_document d on d.id = a.source_document_id
       where a.instance_id = any($1::uuid[]) and d.content_locked_at is not null
     union all select id from website_article where instance_id = any($1::uuid[]) and content_locked_at is not null
     union all select id from website_question where instance_id = any($1::uuid[]) and content_locked_at is not null
     limit 1`,
    [instanceIds],
  );
  if (locked !== undefined) throw new ContentLockedError(`Document ${locked.id}`);
}

/** The same for whatever happens to one instance, which is locked. @throws ContentLockedError */
export async function refuseLockedInstance(context: CommandContext, instanceId: string): Promise<void> {
  const [instance] = await context.tx.query<{ rootId: string }>(
    'select root_instance_id as "rootId" from process_instance where id = $1',
    [instanceId],
  );
  if (instance !== undefined) await refuseLockedCase(context, [instanceId, instance.rootId]);
}

/** The same about a deadline of a case or of a task, by its id, of which the instance is locked. @throws ContentLockedError */
export async function refuseLockedDeadline(context: CommandContext, id: string): Promise<void> {
  const [deadline] = await context.tx.query<{ instanceId: string }>(
    `select instance_id as "instanceId" from deadline where id = $1 union all select instance_id from user_task where id = $1`,
    [id],
  );
  if (deadline !== undefined) await refuseLockedInstance(context, deadline.instanceId);
}
