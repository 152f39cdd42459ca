import type { KeepHistory } from '#runtime';

/** What has ended and is not counted yet stays until it is (`uncounted`): reports would lose it with its history. */
export const keepUncounted: KeepHistory = (tx, instanceIds) =>
  tx.query(
    `select i.id as "instanceId", 'uncounted' as reason from process_instance i
     where i.id = any($1::uuid[])
       and (i.root_instance_id = any(array(select root_instance_id from sla_change where root_instance_id is not null))
         or i.id = any(array(select t.instance_id from sla_change c join user_task t on t.id = c.task_id)))`,
    [instanceIds],
  );
