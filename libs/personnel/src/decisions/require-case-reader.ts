import type { Database } from '#database';
import { DecisionForbiddenError } from '../errors.js';
import type { Person } from '../handover/rights.js';

/** They read every decision about people, as its record. */
const OF_DECISIONS = ['personnel', 'chief-of-office', 'leader'];

/**
 * What stands in the case of a decision about somebody is for those who read decisions, for whom it is about, the heads of his units then, and
 * whoever has something to do in it: others oversee where it stands and no more. Of other cases it says nothing.
 * @param instanceId of any instance of the case
 * @throws DecisionForbiddenError
 */
export async function requireReaderOfPersonnelCase(database: Database, { login, groups }: Person, instanceId: string): Promise<void> {
  const hidden = await database.query(
    `select from process_instance i join personnel_decision d on d.instance_id = i.root_instance_id
     where i.id = $1 and not $3::text[] && $4 and $2 not in (coalesce(d.login, ''), d.recorded_by)
       and not $3 && array['head:' || d.unit_code, 'deputy-head:' || d.unit_code]
       and not exists (select from post where login = d.login and (held_on(post, d.effective_on - 1) or held_on(post, d.effective_on)) and $3 && array['head:' || unit_code, 'deputy-head:' || unit_code])
       and not exists (select from user_task t join process_instance part on part.id = t.instance_id
         where part.root_instance_id = d.instance_id and (t.completed_by = $2
           or t.status = 'open' and (t.assignee = $2 or $2 = any(t.candidate_users) or t.candidate_groups && $3 or t.escalated_to && $3)))`,
    [instanceId, login, groups, OF_DECISIONS],
  );
  if (hidden.length > 0) throw new DecisionForbiddenError('see what stands in the case of this decision');
}
