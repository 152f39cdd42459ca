import type { Transaction } from '#database';
import type { JsonObject } from '#foundation';
import type { CommandContext } from '#runtime';
import { keepAcceptedLosses } from '../keeping/accepted-losses.js';
import { BackupForbiddenError, BackupNotVerifiedError } from '../errors.js';

/** A task and somebody who is about to do it or to get it, as far as these rules look at it. */
export interface BackupStep {
  readonly taskId: string;
  /** Of the task in the model: `backupStep` says which step it is, `carry` or `mend`. */
  readonly properties: Readonly<Record<string, string>>;
  readonly person: { readonly login: string; readonly groups: readonly string[] };
}

/** The same with what was filled in. */
export interface CompletedBackupStep extends BackupStep {
  readonly values: JsonObject;
}

/** Whose duty backups are (171/QĐ-BDT art. 11.1). */
const DUTY_OF = 'it';

/** IT alone carries copies away and mends, however the task has come to somebody. @throws BackupForbiddenError */
export async function refuseUnfitForBackup(_context: CommandContext, step: BackupStep): Promise<void> {
  if (stepNameOf(step) !== undefined && !step.person.groups.includes(DUTY_OF)) throw new BackupForbiddenError();
}

/**
 * Writes down where the task is completed who has carried the copy and where, which lost uploads are accepted as gone, or who
 * gives this run up and why: nothing but
 * the act of somebody who may do it gets into the record.
 * @throws BackupForbiddenError, BackupNotVerifiedError
 */
export async function recordBackupStep(context: CommandContext, step: CompletedBackupStep): Promise<void> {
  const name = stepNameOf(step);
  if (name === undefined) return;
  await refuseUnfitForBackup(context, step);
  const run = await lockRunOfTask(context.tx, step.taskId);
  if (name === 'carry') await recordCarried(context, run, step);
  else if (step.values['mendDecision'] === 'stop') await recordStopped(context, run, step);
  else if (step.values['acceptLosses'] === true) await recordAccepted(context, run, step.person.login);
}

interface OpenRun {
  readonly id: string;
  readonly status: string;
  readonly folder: string | null;
}

async function lockRunOfTask(tx: Transaction, taskId: string): Promise<OpenRun> {
  const [run] = await tx.query<OpenRun>(
    `select r.id, r.status, r.folder from user_task t join process_instance i on i.id = t.instance_id join backup_run r on r.instance_id = i.id
     where t.id = $1 and r.ended_at is null order by r.started_at desc, r.id desc limit 1 for no key update of r`,
    [taskId],
  );
  if (run === undefined) throw new BackupNotVerifiedError('of this case');
  return run;
}

async function recordCarried(context: CommandContext, { id, status, folder }: OpenRun, { person, values }: CompletedBackupStep): Promise<void> {
  if (status !== 'verified') throw new BackupNotVerifiedError(id);
  await context.tx.execute('update backup_run set carried_to = $2, carried_by = $3, carried_at = $4, ended_at = $4 where id = $1', [
    id,
    textOf(values, 'carriedTo'),
    person.login,
    context.now,
  ]);
  context.audit({ subject: 'backup-run', subjectId: id, detail: { step: 'carry', folder } });
}

async function recordStopped(context: CommandContext, { id }: OpenRun, { values }: CompletedBackupStep): Promise<void> {
  await context.tx.execute(
    `update backup_run set status = 'failed', verified_at = null, ended_at = $2, reason = concat_ws(' – ', reason, $3::text) where id = $1`,
    [id, context.now, textOf(values, 'stopReason')],
  );
  context.audit({ subject: 'backup-run', subjectId: id, detail: { step: 'mend', decision: 'stop' } });
}

/** Of the uploads that the failure has named, and no others: what gets lost later is told anew. */
async function recordAccepted(context: CommandContext, { id }: OpenRun, login: string): Promise<void> {
  const [run] = await context.tx.query<{ lost: string[] }>(
    'update backup_run set lost_accepted = lost where id = $1 returning lost',
    [id],
  );
  await keepAcceptedLosses(context, run!.lost, login);
  context.audit({ subject: 'backup-run', subjectId: id, detail: { step: 'mend', acceptedLosses: run!.lost } });
}

/** The forms ask for both. */
function textOf(values: JsonObject, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value.trim() : '';
}

function stepNameOf({ properties }: BackupStep): 'carry' | 'mend' | undefined {
  const name = properties['backupStep'];
  return name === 'carry' || name === 'mend' ? name : undefined;
}
