import { dateInZone, type JsonObject } from '#foundation';
import { type CommandContext, type JobContext, type JobHandler, nameSchema } from '#runtime';
import { z } from 'zod';
import { readVariables } from '../systems/account-job.js';
import { lockOfCase, type PasswordResetTools } from './password-reset.js';

const beginSchema = z.object({ tell: z.array(nameSchema), confirmGroups: z.array(nameSchema).min(1) });
const lookSchema = z.object({ initialPasswordDays: z.number().positive() });

/** Who confirms where the posts of the route have nobody but the person and whoever has entered it. */
const LAST_RESORT = ['leader', 'admin'];

/**
 * The service tasks of the process `password-reset`, each about the request of its own case:
 * - `password-resets.begin`: who must know hears of it, with the person himself. Output: confirmGroups, with whom it may go on.
 * - `password-resets.look`: whether the person has changed it. Output: changed, over (its life has ended unused).
 */
export function passwordResetHandlers(tools: PasswordResetTools): JobHandler[] {
  return [
    { topic: 'password-resets.begin', handle: async (job) => ({ commit: (context) => begin(context, tools, job) }) },
    { topic: 'password-resets.look', handle: async (job) => ({ commit: (context) => look(context, job) }) },
  ];
}

async function begin(context: CommandContext, { tell, membersOf }: PasswordResetTools, job: JobContext): Promise<JsonObject> {
  const { tell: told, confirmGroups: named } = readVariables(beginSchema, job);
  const { id, label, login, enteredBy, kind, instanceId } = await lockOfCase(context.tx, job.instanceId);
  const able = new Set<string>();
  for (const group of named) for (const member of await membersOf(context.tx, group, dateInZone(context.now, context.zone))) able.add(member);
  const confirmGroups = [...able].some((member) => member !== login && member !== enteredBy) ? named : [...named, ...LAST_RESORT];
  await context.tx.execute('update password_reset set confirm_groups = $2 where id = $1', [id, confirmGroups]);
  context.audit({ subject: 'account', subjectId: login, detail: { passwordReset: label, confirmGroups, told } });
  const title = `${label}: ${kind === 'exposed' ? 'lộ' : 'quên'} mật khẩu, yêu cầu mật khẩu mới cho ${login}`;
  const body = enteredBy === login ? 'Người ấy tự yêu cầu.' : `${enteredBy} ghi thay. Không phải bạn yêu cầu thì báo ngay Văn phòng hoặc bộ phận CNTT.`;
  await tell(context, { people: [login], groups: [...new Set([...told, ...confirmGroups])] }, { title, body, instanceId, event: `password-reset:${id}` });
  return { confirmGroups };
}

async function look(context: CommandContext, job: JobContext): Promise<JsonObject> {
  const { initialPasswordDays } = readVariables(lookSchema, job);
  const { id, label, login, status, issuedAt } = await lockOfCase(context.tx, job.instanceId);
  if (status !== 'issued') {
    context.nothingChanged();
    return { changed: status === 'changed', over: status !== 'changed' };
  }
  const [account] = await context.tx.query<{ changed: boolean; over: boolean }>(
    `select not must_change_password and password_changed_at > $2 as changed,
            must_change_password and password_changed_at + make_interval(days => $3) <= $4 as over
     from account where login = $1`,
    [login, issuedAt, initialPasswordDays, context.now],
  );
  // The person has left meanwhile: nobody is to change anything.
  const { changed, over } = account ?? { changed: false, over: true };
  if (!changed && !over) {
    context.nothingChanged();
    return { changed, over };
  }
  const next = changed ? 'changed' : 'unused';
  await context.tx.execute('update password_reset set status = $2, ended_at = $3 where id = $1', [id, next, context.now]);
  context.audit({ subject: 'account', subjectId: login, detail: { passwordReset: label, old: { status }, new: { status: next } } });
  return { changed, over };
}
