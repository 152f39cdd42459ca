import type { CommandContext } from '#runtime';
import { MAILBOX_FOLLOW_PROCESS } from '../mailboxes/follow-mailbox.command.js';
import { MailboxCaseByHandError } from './errors.js';

/**
 * Refuses to write variables of a case about mailboxes: its service tasks would carry out in the systems what nobody has decided.
 * @param names of the variables that an operator sets
 * @throws MailboxCaseByHandError
 */
export async function refuseMailboxVariables({ tx }: CommandContext, instanceId: string, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  const [found] = await tx.query(
    `select from process_instance i join mailbox_request r on r.instance_id = i.root_instance_id where i.id = $1
     union all select from process_instance i join dormant_round r on r.instance_id = i.root_instance_id where i.id = $1
     union all select from process_instance i join process_definition d on d.id = i.definition_id where i.id = $1 and d.key = $2`,
    [instanceId, MAILBOX_FOLLOW_PROCESS],
  );
  if (found !== undefined) throw new MailboxCaseByHandError();
}

const PROCESSES: readonly string[] = ['unit-mailbox-change', 'dormant-mailboxes', MAILBOX_FOLLOW_PROCESS];

/** Such a case begins by a request, a round or a change of the directory: begun by hand it would be approved by whom its variables name. @throws MailboxCaseByHandError */
export function refuseMailboxStart(key: string): void {
  if (PROCESSES.includes(key)) throw new MailboxCaseByHandError();
}

const ACTS: readonly string[] = ['mailbox-request.withdrawn', 'dormant-round.withdrawn', 'dormant-round.asked'];

/** The messages by which a request is taken back, and a round begun or ended, are sent by the act that records it. @throws MailboxCaseByHandError */
export function refuseMailboxMessage(message: string): void {
  if (ACTS.includes(message)) throw new MailboxCaseByHandError();
}
