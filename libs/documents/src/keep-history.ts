import type { Transaction } from '#database';
import { yearInZone } from '#foundation';
import type { KeepHistory } from '#runtime';

/**
 * Which ended cases the books still need. A document points to the case that handles it, and a case is kept
 *
 * - `open-obligation`: while the reply to its document is owed, whoever has ended the case (171/QĐ-BDT §7: owed until the
 *   result is recorded and the answer issued);
 * - `open-document`: while its document is not closed;
 * - `open-register`: until the year of the register is over in which its document was entered or issued (ND 30 §15.1, 22.2:
 *   one series of numbers for each year), so that nothing of a register in use points to what is gone.
 *
 * Documents themselves, their registers, obligations, files and the audit trail are never deleted.
 *
 * @param zone IANA zone of the office
 */
export function keepHistoryOfDocuments(zone: string): KeepHistory {
  return (tx, instanceIds) => neededByDocuments(tx, instanceIds, yearInZone(tx.now, zone));
}

function neededByDocuments(tx: Transaction, instanceIds: readonly string[], year: number): ReturnType<KeepHistory> {
  return tx.query(
    `select instance_id as "instanceId", reason from (
       select d.instance_id,
         case when exists (select from reply_obligation o where o.document_id = d.id and o.status = 'open') then 'open-obligation'
              when d.status <> 'closed' then 'open-document'
              when d.arrival_year >= $2 then 'open-register' end as reason
       from incoming_document d where d.instance_id = any($1::uuid[])
       union all
       select instance_id, case when issue_year >= $2 then 'open-register' end
       from outgoing_document where instance_id = any($1::uuid[])) as needed
     where reason is not null`,
    [instanceIds, year],
  );
}
