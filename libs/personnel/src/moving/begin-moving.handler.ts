import { type JsonObject, sayDate } from '#foundation';
import { type CommandContext, type JobHandler, nameSchema } from '#runtime';
import { z } from 'zod';
import { recordChange } from '../handover/changes.js';
import { openMinutes } from '../handover/draw-up.js';
import { signersOf } from '../handover/rights.js';
import { personSchema, readVariables } from '../job-variables.js';
import { endPosts, postsBehind } from '../leaving/end-posts.js';
import type { PersonnelTools } from '../personnel-tools.js';
import { requireAgreed } from '../steps/record-personnel-step.js';

const variablesSchema = personSchema.extend({
  fullName: nameSchema,
  movingKind: nameSchema,
  effectiveOn: z.iso.date(),
  newUnit: nameSchema,
  newRole: nameSchema,
  newTitle: z.string().nullish(),
});
type Variables = z.output<typeof variablesSchema> & { readonly instanceId: string };

/**
 * Topic `personnel.begin-moving`: the old posts end the day before, the new one begins on the day, so that groups and rights follow
 * on the day by themselves; minutes begin with what he holds. Appointed within a unit in which he has a
 * post he leaves the posts of that unit alone; appointed elsewhere he leaves all that he has, as who is transferred does.
 * Output: minutesId, minutesLabel, signers, systems (those beside our own).
 */
export function beginMovingHandler(tools: PersonnelTools, systems: () => readonly string[]): JobHandler {
  return {
    topic: 'personnel.begin-moving',
    async handle(job) {
      const variables = { ...readVariables(variablesSchema, job), instanceId: job.rootInstanceId };
      return { commit: (context) => begin(context, tools, variables, systems()) };
    },
  };
}

async function begin(context: CommandContext, tools: PersonnelTools, variables: Variables, systems: readonly string[]): Promise<JsonObject> {
  const { decisionId, instanceId, person: login, fullName, unit, lastDay, movingKind, newUnit, effectiveOn } = variables;
  await requireAgreed(context.tx, decisionId, ['approve']);
  await context.tx.query('select from person where login = $1 for update', [login]);
  const minutes = await openMinutes(context, { decisionId, instanceId, login, unit, lastDay });
  const posts = await postsBehind(context, login, lastDay);
  const within = posts.filter((post) => post.unit === newUnit && post.from <= lastDay);
  const left = movingKind === 'appoint' && within.length > 0 ? within : posts;
  await endPosts(context, tools, minutes.id, left, lastDay);
  await give(context, tools, minutes.id, variables);
  await tools.tell(context, { people: [login], groups: [await signersOf(context, { unit, login }), `head:${newUnit}`] }, {
    title: `Điều động, bổ nhiệm: ${fullName}`,
    body: `Từ ngày ${sayDate(effectiveOn)} công tác ở ${newUnit}. Việc của đơn vị cũ bàn giao theo biên bản ${minutes.label}.`,
    instanceId,
    event: `handover-begun:${minutes.id}`,
  });
  return { minutesId: minutes.id, minutesLabel: minutes.label, signers: await signersOf(context, { unit, login }), systems: [...systems] };
}

async function give(context: CommandContext, tools: PersonnelTools, minutesId: string, variables: Variables): Promise<void> {
  const { person: login, newUnit: unit, newRole: role, newTitle, effectiveOn: from, basis } = variables;
  const [there] = await context.tx.query('select from post where login = $1 and unit_code = $2 and role = $3 and held_on(post, $4::date)', [login, unit, role, from]);
  if (there !== undefined) return;
  const { postId } = await tools.appoint(context, { login, unit, role, title: newTitle ?? role, from, basis });
  await recordChange(context, minutesId, { kind: 'post-given', subjectId: postId, oldDay: null });
}
