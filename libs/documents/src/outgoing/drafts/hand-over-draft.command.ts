import { type Command, setVariables } from '#runtime';
import { refuseLocked } from '../../gate/refuse-locked.js';

export interface HandOverDraftInput {
  readonly documentId: string;
  /** Login of who leaves. */
  readonly from: string;
  readonly to: string;
}

/**
 * Somebody else answers for a draft from now on, as signed minutes name him: its case gives it to him where it is returned, and has him
 * compare the number. Its authors stay who they are. It says whether there was anything left to hand over.
 * @throws ContentLockedError
 */
export const handOverDraft: Command<HandOverDraftInput, 'moved' | 'over'> = {
  name: 'documents.hand-over-draft',
  async run(context, { documentId, from, to }) {
    const { tx } = context;
    const cases = await tx.query<{ id: string }>(
      `select i.id from process_instance i join process_definition d on d.id = i.definition_id
       where i.status = 'active' and d.key = 'outgoing-document' and i.root_instance_id in (
         select instance_id from outgoing_document where id = $1
         union select d.instance_id from reply_obligation_answer a join reply_obligation o on o.id = a.obligation_id
           join incoming_document d on d.id = o.document_id where a.outgoing_document_id = $1 and a.linked_by is null)
         and exists (select from outgoing_document where id = $1 and drafted_by = $2 and status <> 'issued')
       order by i.id`,
      [documentId, from],
    );
    for (const { id: instanceId } of cases) await context.run(setVariables, { instanceId, variables: { drafter: to } });
    await refuseLocked(tx, 'outgoing', documentId);
    const moved = await tx.execute(`update outgoing_document set drafted_by = $3 where id = $1 and drafted_by = $2 and status <> 'issued'`, [documentId, from, to]);
    if (moved === 0) {
      context.nothingChanged();
      return 'over';
    }
    context.audit({ subject: 'outgoing-document', subjectId: documentId, detail: { old: { drafter: from }, new: { drafter: to } } });
    return 'moved';
  },
};
