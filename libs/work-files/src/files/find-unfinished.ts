import type { Transaction } from '#database';
import type { Finding } from '#foundation';
import { isUndecidedSecret } from './undecided-secret.js';

/** What in a work file is not done yet, by the number of its entry in the contents list; assignments by their id. */
export function findUnfinished(tx: Transaction, fileId: string): Promise<Finding[]> {
  return tx.query<Finding>(
    `with entry as (
       select incoming_document_id, outgoing_document_id, attachment_id, row_number() over (order by position) as number
       from work_file_entry where work_file_id = $1 and removed_at is null)
     select "where", what, mend from (
       select 1 as part, e.number, 'entries[' || e.number || ']' as "where",
         'incoming document ' || d.arrival_number || '/' || d.arrival_year || ' is still being handled' as what,
         'Have it handled first, or take it out of the file.' as mend
       from entry e join incoming_document d on d.id = e.incoming_document_id
       where d.status <> 'closed' and d.voided_at is null
     union all
       select 2, e.number, 'entries[' || e.number || ']',
         'a reply to incoming document ' || d.arrival_number || '/' || d.arrival_year || ' is owed', 'Answer it first.'
       from entry e join incoming_document d on d.id = e.incoming_document_id
       join reply_obligation o on o.document_id = d.id and o.status = 'open'
     union all
       select 3, e.number, 'entries[' || e.number || ']', 'outgoing document ' || d.id || ' is not issued yet',
         'Issue it first, or take it out of the file.'
       from entry e join outgoing_document d on d.id = e.outgoing_document_id where d.status <> 'issued'
     union all
       select 4, e.number, 'entries[' || e.number || ']', 'may hold a state secret, which is not decided yet',
         'Wait until a clerk has answered, or the procedure is through.'
       from entry e where ${isUndecidedSecret('e')}
     union all
       select 5, 0, 'assignments', 'assignment ' || a.id || ' is not done yet', 'Have it reported and accepted, or recall it.'
       from assignment a where a.work_file_id = $1 and a.closed_at is null) as unfinished
     order by part, number`,
    [fileId],
  );
}
