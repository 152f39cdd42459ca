import { dateInZone, type JsonObject, newId } from '#foundation';
import type { CommandContext, JobContext, JobHandler } from '#runtime';
import { z } from 'zod';
import { type DutyTools, readVariables } from '../duty.js';
import { periodOf } from '../period.js';
import { prefill } from './prefill.js';
import { asJson, PROGRAMME_PERIODS, sayProgramme } from './programme.js';

const variablesSchema = z.object({ periodKind: z.enum(PROGRAMME_PERIODS), programmeId: z.uuid().optional() });

/**
 * Topic `duties.open-programme`: the programme of the week or the month in which the case began, with a part for each unit that is
 * there that day, begun with what is known. A unit whose head's post is empty goes to its deputy and the chief of office, one that
 * is not on the network to the office.
 * Output: opened (false: there is one already, or the period has gone by without a working day), and then programmeId, label,
 * firstDay, lastDay, parts (a list of unit, name, groups, byOffice).
 */
export function openProgrammeHandler({ membersOf }: DutyTools): JobHandler {
  return {
    topic: 'duties.open-programme',
    async handle(job) {
      const variables = readVariables(variablesSchema, job);
      return { commit: (context) => open(context, membersOf, job, variables) };
    },
  };
}

async function open(context: CommandContext, membersOf: DutyTools['membersOf'], job: JobContext, { periodKind: period, programmeId: asked }: z.infer<typeof variablesSchema>): Promise<JsonObject> {
  const { tx, now, zone } = context;
  const [begun] = await tx.query<{ at: string }>('select started_at as at from process_instance where id = $1', [job.instanceId]);
  const days = periodOf(period, begun!.at, zone);
  const today = dateInZone(now, zone);
  const nothing = { opened: false, parts: [] };
  if (today > days.lastDay) {
    context.nothingChanged();
    return nothing;
  }
  // One that was cancelled has the id that its asker was given; a case that an operator leads back opens another.
  const used = asked === undefined ? [] : await tx.query('select from work_programme where id = $1', [asked]);
  const programmeId = asked === undefined || used.length > 0 ? newId() : asked;
  const inserted = await tx.execute(
    `insert into work_programme (id, period, first_day, last_day, opened_at, instance_id) values ($1, $2, $3, $4, $5, $6)
     on conflict (period, first_day) where status <> 'cancelled' do nothing`,
    [programmeId, period, days.firstDay, days.lastDay, now, job.rootInstanceId],
  );
  if (inserted === 0) {
    context.nothingChanged();
    return nothing;
  }
  const units = await tx.query<{ unit: string; name: string; byOffice: boolean }>(
    `select u.code as unit, u.name, exists (select from programme_office_unit o where o.unit_code = u.code) as "byOffice"
     from unit u where lives_on(u, $1) and u.kind <> 'leadership' order by u.sort, u.code`,
    [today],
  );
  const parts = [];
  for (const { unit, name, byOffice } of units) {
    const headed = (await membersOf(tx, `head:${unit}`, today)).length > 0;
    const groups = byOffice ? ['chief-of-office', 'manager'] : headed ? [`head:${unit}`] : [`deputy-head:${unit}`, 'chief-of-office'];
    const draft = asJson(await prefill(tx, unit, period, days, zone));
    await tx.execute(
      `insert into programme_part (programme_id, unit_code, groups, by_office, draft, written_by, written_at) values ($1, $2, $3, $4, $5, 'system', $6)`,
      [programmeId, unit, groups, byOffice, draft, now],
    );
    parts.push({ unit, name, groups, byOffice });
  }
  const label = sayProgramme({ period, ...days });
  context.audit({ subject: 'work-programme', subjectId: programmeId, detail: { event: 'opened', period, ...days } });
  return { opened: true, programmeId, label, ...days, parts };
}
