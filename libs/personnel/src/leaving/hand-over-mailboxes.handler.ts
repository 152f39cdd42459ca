import { CongvanError, dateInZone, type JsonObject } from '#foundation';
import type { CommandContext, JobHandler } from '#runtime';
import { z } from 'zod';
import { linesOf, type Minutes, readMinutes } from '../handover/minutes.js';
import { minutesSchema, readVariables } from '../job-variables.js';
import type { PersonnelTools } from '../personnel-tools.js';

const variablesSchema = minutesSchema.extend({ newUnit: z.string().nullish() });

/** A mailbox of a unit in a system, with who shall have it there. */
interface Place {
  readonly system: string;
  readonly mailbox: string;
  readonly unit: string;
  readonly managers: readonly string[];
  readonly delegates: readonly string[];
}

type MailboxPlace = { readonly system: string; readonly mailbox: string; readonly managers: string[]; readonly delegates: string[] };

/**
 * Topic `personnel.hand-over-mailboxes`, when his posts have ended: mailboxes of units go to who heads the unit now, as the minutes
 * name him (158/QĐ-STP §8, 148/QĐ-SCT §13.4, 290/QĐ-BTP §13.3); of a unit without a head the chief of office has them meanwhile.
 * Output: mailboxPlaces (system, mailbox, managers, delegates of each place that had him), hasMailboxes.
 */
export function handOverMailboxesHandler(tools: PersonnelTools): JobHandler {
  return {
    topic: 'personnel.hand-over-mailboxes',
    async handle(job) {
      const variables = readVariables(variablesSchema, job);
      return { commit: (context) => handOver(context, tools, variables) };
    },
  };
}

async function handOver(context: CommandContext, tools: PersonnelTools, { minutesId, person: login, newUnit }: z.output<typeof variablesSchema>): Promise<JsonObject> {
  const minutes = await readMinutes(context.tx, minutesId);
  await handOverByLines(context, tools, minutes);
  const { mailboxPlaces, orphans } = await placesToPut(context, login, newUnit ?? null);
  if (orphans.length > 0) {
    await tools.tell(context, { people: [], groups: ['chief-of-office'] }, {
      title: `Hộp thư đơn vị chưa có người đứng đầu nhận: ${orphans.join(', ')}`,
      body: 'Đơn vị chưa có người đứng đầu; Chánh Văn phòng giữ hộp thư đến khi có người được bổ nhiệm và nhận bàn giao.',
      instanceId: minutes.instanceId,
      event: `mailbox-without-head:${minutesId}`,
    });
  }
  context.audit({ subject: 'person', subjectId: login, detail: { mailboxes: mailboxPlaces.map(({ system, mailbox }) => `${mailbox} (${system})`) } });
  return { mailboxPlaces, hasMailboxes: mailboxPlaces.length > 0 };
}

/**
 * How the mailboxes of units in which he stands, and those of a unit that he heads, shall stand in each system today; the chief of
 * office has those of units without a head.
 */
export async function placesToPut(context: CommandContext, login: string, unit: string | null): Promise<{ mailboxPlaces: MailboxPlace[]; orphans: string[] }> {
  const places = await placesOf(context, login, unit);
  const orphans = places.filter(({ managers }) => managers.length === 0);
  const chiefs = orphans.length === 0 ? [] : await chiefsOf(context, login);
  const mailboxPlaces = places.map(({ system, mailbox, managers, delegates }) => ({
    system,
    mailbox,
    managers: managers.length > 0 ? [...managers] : [...chiefs],
    delegates: [...delegates],
  }));
  return { mailboxPlaces, orphans: [...new Set(orphans.map(({ mailbox }) => mailbox))] };
}

async function handOverByLines(context: CommandContext, tools: PersonnelTools, minutes: Minutes): Promise<void> {
  const lines = (await linesOf(context.tx, minutes.id)).filter(({ kind, outcome, receiver }) => kind === 'mailbox' && outcome !== 'moved' && receiver !== null);
  const on = dateInZone(context.now, context.zone);
  for (const { id, subjectId, receiver } of lines) {
    const done = await context
      .withSavepoint(() => tools.moveMailbox(context, { mailboxId: subjectId!, to: receiver!, on, note: `Biên bản bàn giao ${minutes.label}` }))
      .then((outcome) => ({ outcome, problem: null }))
      .catch((error: unknown) => {
        if (!(error instanceof CongvanError) || error.kind === 'transient') throw error;
        return { outcome: 'climbed' as const, problem: error.message };
      });
    await context.tx.execute('update handover_line set outcome = $2, problem = $3 where id = $1', [id, done.outcome, done.problem]);
  }
}

/**
 * Where he stands in a mailbox of a unit, as our service tasks left it, and who belongs there today; who moves belongs to those of
 * the unit that he heads now.
 */
function placesOf({ tx, now, zone }: CommandContext, login: string, newUnit: string | null): Promise<Place[]> {
  return tx.query<Place>(
    `select s.system, s.address as mailbox, m.unit_code as unit,
            array(select head from heads_of_unit(m.unit_code, $2::date) as head where head <> $1 or $3::text is not null order by head) as managers,
            array(select distinct u.login from mailbox_use u where u.mailbox_id = m.id and u.login <> $1 and u.valid_from <= $2::date
                  and (u.valid_to is null or u.valid_to >= $2::date) and (u.ended_on is null or u.ended_on > $2::date)
                  and u.login not in (select heads_of_unit(m.unit_code, $2::date)) order by 1) as delegates
     from system_mailbox s join mailbox_address a on a.address = s.address join mailbox m on m.id = a.mailbox_id
     where s.state = 'active' and m.kind = 'unit' and ($1 = any(s.managers || s.delegates)
       or m.unit_code = $3 and $1 in (select heads_of_unit($3, $2::date))) order by s.system, s.address`,
    [login, dateInZone(now, zone), newUnit],
  );
}

async function chiefsOf({ tx, now, zone }: CommandContext, login: string): Promise<string[]> {
  const rows = await tx.query<{ login: string }>(
    `select distinct login from post where login <> $1 and role in ('chief-of-office', 'leader') and held_on(post, $2)
     and (role = 'chief-of-office' or not exists (select from post c where c.login <> $1 and c.role = 'chief-of-office' and held_on(c, $2))) order by 1`,
    [login, dateInZone(now, zone)],
  );
  return rows.map((row) => row.login);
}
