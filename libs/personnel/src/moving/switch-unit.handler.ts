import { dateInZone, type JsonObject } from '#foundation';
import type { CommandContext, JobHandler } from '#runtime';
import { z } from 'zod';
import { changesOf } from '../handover/changes.js';
import { signersOf } from '../handover/rights.js';
import { minutesSchema, readVariables } from '../job-variables.js';
import { endMailboxUses } from '../leaving/end-access.handler.js';
import type { PersonnelTools } from '../personnel-tools.js';

const variablesSchema = minutesSchema.extend({ newUnit: z.string() });
type Variables = z.output<typeof variablesSchema>;

/**
 * Topic `personnel.switch-unit`, on the day: what others did for him by the posts that have ended ends; where he leaves the unit, so does
 * what he did there for others, what he might sign, and the use of mailboxes of that unit. Who is appointed within his unit goes on with
 * what others have lent him there, and what belongs to other units stays. Name and mailbox of his own stay.
 * Output: welcomers, the group that says that he has come.
 */
export function switchUnitHandler(tools: PersonnelTools): JobHandler {
  return {
    topic: 'personnel.switch-unit',
    async handle(job) {
      const variables = readVariables(variablesSchema, job);
      return { commit: (context) => switchUnit(context, tools, variables) };
    },
  };
}

async function switchUnit(context: CommandContext, tools: PersonnelTools, variables: Variables): Promise<JsonObject> {
  const { person: login, unit, newUnit } = variables;
  await endDelegations(context, tools, variables);
  if (unit !== newUnit) {
    await endAuthorities(context, tools, variables);
    await endMailboxUses(context, tools, login, unit);
  }
  context.audit({ subject: 'person', subjectId: login, detail: { old: { unit }, new: { unit: newUnit } } });
  return { welcomers: await signersOf(context, { unit: newUnit, login }) };
}

/** Of his own posts those that the case has ended; of others' those of the unit that he leaves. */
async function endDelegations(context: CommandContext, tools: PersonnelTools, { person: login, basis: reason, unit, newUnit, minutesId }: Variables): Promise<void> {
  const ended = (await changesOf(context, minutesId)).filter(({ kind }) => kind === 'post-ended').map(({ subjectId }) => subjectId);
  const delegations = await context.tx.query<{ id: string }>(
    `select g.id from delegation g join post p on p.id = g.post_id
     where (p.login = $1 and p.id::text = any($3::text[]) or g.deputy = $1 and p.unit_code = $4) and g.ended_on is null and g.valid_to >= $2::date order by g.id`,
    [login, dateInZone(context.now, context.zone), ended, unit === newUnit ? null : unit],
  );
  for (const { id } of delegations) await tools.endDelegation(context, { id, reason });
}

/** What he might sign before; what begins with the new post stays. */
async function endAuthorities(context: CommandContext, tools: PersonnelTools, { person: login, basis: reason, lastDay }: Variables): Promise<void> {
  const authorities = await context.tx.query<{ id: string }>(
    `select id from signing_authority where holder = $1 and ended_at is null and valid_from <= $3::date and (valid_to is null or valid_to >= $2::date) order by id`,
    [login, dateInZone(context.now, context.zone), lastDay],
  );
  for (const { id } of authorities) await tools.endAuthority(context, { id, reason });
}
