import { type JsonObject, sayDate } from '#foundation';
import type { CommandContext, JobHandler } from '#runtime';
import { requireAgreed } from '../steps/record-personnel-step.js';
import { lockRecruitmentOfCase } from './decision-of-case.js';
import type { JoiningTools } from './joining-tools.js';

/**
 * Topic `personnel.register`: the person comes into the directory with login, post and mailbox, once unit and office have agreed.
 * Who returns keeps his login.
 * Output: person (login).
 * @throws PermanentFailure while one of the two has not agreed
 */
export function registerHandler(tools: JoiningTools): JobHandler {
  return {
    topic: 'personnel.register',
    handle: async ({ rootInstanceId }) => ({ commit: (context) => register(context, tools, rootInstanceId) }),
  };
}

async function register(context: CommandContext, tools: JoiningTools, instanceId: string): Promise<JsonObject> {
  const decision = await lockRecruitmentOfCase(context.tx, instanceId);
  const { id, fullName, unit, role, title, effectiveOn: from, number, decidedOn } = decision;
  await requireAgreed(context.tx, id, ['confirm', 'approve']);
  const login = decision.login ?? (await tools.registerPerson(context, { fullName })).login;
  const basis = `Quyết định số ${number} ngày ${sayDate(decidedOn)}`;
  const { postId } = await tools.appoint(context, { login, unit, role, title, from, basis });
  await tools.createMailbox(context, { login });
  await context.tx.execute('update personnel_decision set login = $2 where id = $1', [id, login]);
  context.audit({ subject: 'personnel-decision', subjectId: id, detail: { registered: login, postId } });
  return { person: login };
}
