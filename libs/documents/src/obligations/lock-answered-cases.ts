import type { CommandContext } from '#runtime';

/**
 * Locks the running cases of these obligations with all that they have called, callers first, as ids grow; the part that began a
 * case also where it has ended, for decisions about its deadlines lock it. Cases are locked before documents.
 * @param ownCase a further case on which the caller acts, by the instance that began it: in the same order as the others
 */
export async function lockAnsweredCases({ tx }: CommandContext, obligationIds: readonly string[], ownCase: string | null = null): Promise<void> {
  await tx.query(
    `select i.id from process_instance i
     where (i.status = 'active' or i.parent_instance_id is null) and (i.root_instance_id = $2::uuid or i.root_instance_id = any(array(
       select d.instance_id from reply_obligation o join incoming_document d on d.id = o.document_id where o.id = any($1::uuid[]))))
     order by i.id for no key update`,
    [obligationIds, ownCase],
  );
}
