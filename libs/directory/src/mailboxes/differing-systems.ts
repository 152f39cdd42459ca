import type { Transaction } from '#database';
import { dateInZone } from '#foundation';
import type { CommandContext } from '#runtime';

/** An account system that has a mailbox of a unit otherwise than the directory. */
export interface DifferingSystem {
  readonly mailboxId: string;
  readonly system: string;
  /** Hashes of what the directory says, and of what the system has. */
  readonly wanted: string;
  readonly held: string;
  /** Whether somebody stands there who belongs there no more. */
  readonly shuts: boolean;
}

/**
 * The difference is in the hands of a case while one is under way that was begun over what the system still has: it brings over what
 * stands by then. Where a case has ended and left all as it was, IT has decided so, and it is asked anew once the directory has changed.
 * What an operator has ended brings nothing.
 */
const BEGUN = `exists (select from mailbox_follow f left join process_instance i on i.id = f.instance_id
  where f.mailbox_id = box.id and f.system = place.system and f.held = there.held
    and (i.status = 'active' or (i.status is distinct from 'cancelled' and f.wanted = box.wanted)))`;

/** A case about a person brings over what it changes about him; who is recruited stands nowhere before he has an account there. */
const OF_A_DECISION = `exists (select from personnel_decision d
  where d.status = 'open' and (d.effective_on <= $2::date or d.access_ends_at <= $3)
    and (d.login = any(there.people)) <> (d.login = any(box.people))
    and (d.kind <> 'recruit' or not exists (select from system_account a where a.system = place.system and a.login = d.login)))`;

const STANDS = `exists (select from mailbox_address a join system_mailbox s on s.address = a.address
  where a.mailbox_id = m.id and s.state = 'active' and s.system = any($1))`;

/**
 * Mailboxes of units that a system has otherwise than the directory today. Who heads a unit is asked once for all its
 * mailboxes. The order is that in which mailboxes are locked.
 * @param of.mailbox one alone, also such as stands in no system yet; otherwise all that stand in one.
 * @param of.left only what no case is under way for, nor has been begun for and left.
 */
export async function differingSystems(
  { tx, now, zone }: Pick<CommandContext, 'now' | 'zone'> & { readonly tx: Transaction },
  of: { readonly systems: readonly string[]; readonly mailbox?: string; readonly left?: boolean; readonly limit?: number },
): Promise<DifferingSystem[]> {
  const { systems, mailbox, left = false, limit } = of;
  return tx.query<DifferingSystem>(
    `with looked as materialized (
       select m as mailbox, m.id, m.unit_code, m.status = 'removed' as gone,
              (select address from mailbox_address own where own.mailbox_id = m.id and own.until is null) as address
       from mailbox m where m.kind = 'unit' and ${mailbox === undefined ? STANDS : 'm.id = $4'}
     ), holders as materialized (
       select unit_code, holders_of_mailboxes(unit_code, $2::date, $3) as managers from (select distinct unit_code from looked) as units
     ), box as materialized (
       select id, gone, address, managers, delegates, case when gone then '{}' else managers || delegates end as people,
              md5(case when gone then '' else concat_ws(' ', address, managers, delegates) end)::uuid as wanted
       from looked join holders using (unit_code) cross join lateral (select users_of_mailbox(mailbox, managers, $2::date, $3) as delegates offset 0) as users
     )
     select box.id as "mailboxId", place.system, box.wanted, there.held, not there.people <@ box.people as shuts
     from box cross join unnest($1::text[]) as place(system)
       cross join lateral (
         select count(*) as n, coalesce(bool_and(s.address = box.address and s.managers = box.managers and s.delegates = box.delegates), false) as same,
                md5(coalesce(string_agg(concat_ws(' ', s.address, s.managers, s.delegates, extract(epoch from s.changed_at)), ' ' order by s.address), ''))::uuid as held,
                coalesce((select array_agg(person) from unnest(string_to_array(string_agg(array_to_string(s.managers || s.delegates, ' '), ' '), ' ')) as person), '{}') as people
         from mailbox_address a join system_mailbox s on s.address = a.address
         where a.mailbox_id = box.id and s.system = place.system and s.state = 'active') as there
     where case when box.gone then there.n > 0 else there.n <> 1 or not there.same end
       ${left ? `and not ${BEGUN} and not ${OF_A_DECISION} and not exists (
         select from mailbox_request r where r.mailbox_id = box.id and r.applied_at is not null and r.ended_at is null)` : ''}
     order by box.id, place.system ${limit === undefined ? '' : `limit ${limit}`}`,
    [systems, dateInZone(now, zone), now, ...(mailbox === undefined ? [] : [mailbox])],
  );
}
