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
     limit 1`,
    [instanceIds],
  );
  if (locked !== undefined) throw new ContentLockedError(`Document ${locked.id}`);
}

/** The same about a deadline of a case or of a task, by its id, of which the instance is locked. @throws ContentLockedError */
export async function refuseLockedDeadline(context: CommandContext, id: string): Promise<void> {
  const instances = await context.tx.query<{ id: string; rootId: string }>(
    `select p.id, p.root_instance_id as "rootId" from process_instance p where p.id in (
       select instance_id from deadline where id = $1 union all select instance_id from user_task where id = $1)`,
    [id],
  );
  await refuseLockedCase(context, instances.flatMap((instance) => [instance.id, instance.rootId]));
}
