import { type Finding, newId } from '#foundation';
import { type Command, type CommandContext, startInstance, type Tell } from '#runtime';
import { MailDomainMissingError } from '../mailboxes/errors.js';
import { type LockedMailbox, lockMailbox } from '../mailboxes/locked-mailbox.js';
import { localPartOfUnit } from '../mailboxes/mailbox-address.js';
import { membersOfGroup } from '../members-of-group.query.js';
import { dateInZone } from '#foundation';
import { MailboxRequestForbiddenError, MailboxRequestRefusedError } from './errors.js';
import { findFaults } from './find-faults.js';
import { MAILBOX_REQUEST_PROCESS, NAMES_OF_KINDS } from './mailbox-request.js';
import { type MailboxRequestInput, wantedOf } from './mailbox-request.schema.js';

export interface RequestMailboxChangeInput {
  readonly request: MailboxRequestInput;
  /** The caller's groups today. */
  readonly groups: readonly string[];
  /** All account systems, our own too: in each of them it is carried out. */
  readonly systems: readonly string[];
  /** In which of them the address belongs to a mailbox that we did not make. */
  readonly heldIn: readonly string[];
}

export interface RequestedMailboxChange {
  readonly id: string;
  /** `HT-3`. */
  readonly label: string;
  readonly address: string;
  readonly instanceId: string;
}

/**
 * Takes what the head of a unit (or his deputy) asks about its mailboxes, or the chief of office about those of the leadership, and
 * begins its case (290/QĐ-BTP 2010 §6, 148/QĐ-SCT 2014 §5.1).
 * @throws MailboxRequestForbiddenError, MailDomainMissingError, MailboxRequestRefusedError with everything that is wrong
 */
export function requestMailboxChange(tell: Tell): Command<RequestMailboxChangeInput, RequestedMailboxChange> {
  return {
    name: 'directory.request-mailbox-change',
    request: ({ request }) => request,
    async run(context, { request, groups, systems, heldIn }) {
      const mailbox = request.kind === 'create' ? null : await lockMailbox(context, request.mailboxId);
      const unit = request.kind === 'create' ? request.unit : (mailbox?.unit ?? null);
      await requireAsker(context, unit, groups);
      if (unit === null) throw new MailboxRequestRefusedError([{ where: 'mailboxId', code: 'mailbox-of-person', what: 'is that of a person' }]);
      const address = await addressOf(context, request, mailbox);
      const wanted = wantedOf(request);
      const findings = await findFaults(context, { kind: request.kind, unit, mailbox, address, wanted });
      findings.push(...ofSystems(request, heldIn), ...(await ofOpenRequests(context, mailbox, address)));
      if (findings.length > 0) throw new MailboxRequestRefusedError(findings);
      const [next] = await context.tx.query<{ number: string }>(`select nextval('mailbox_request_number') as number`);
      const [id, label, approvers] = [newId(), `HT-${next!.number}`, await approversOf(context, groups)];
      const subject = `${NAMES_OF_KINDS[request.kind]} ${address} của ${unit}${request.kind === 'rename' ? ` (đang là ${mailbox!.address})` : ''}`;
      const people = peopleText(wanted);
      const { instanceId } = await context.run(startInstance, {
        key: MAILBOX_REQUEST_PROCESS,
        businessKey: id,
        variables: {
          requestId: id, label, subject, people, unit, approvers, reason: request.reason, urgency: request.urgency,
          requester: context.caller.actor, systems: [...systems], decision: null, note: null, conflictDecision: null,
        },
      });
      await context.tx.execute(
        `insert into mailbox_request (id, number, kind, unit_code, mailbox_id, address, wanted, reason, urgency, requested_by, requested_at, approvers, instance_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
        [
          id, next!.number, request.kind, unit, mailbox?.id ?? null, address, JSON.stringify(wanted), request.reason, request.urgency,
          context.caller.actor, context.now, approvers, instanceId,
        ],
      );
      context.audit({ subject: 'mailbox-request', subjectId: id, detail: { kind: request.kind, unit, address, wanted: { ...wanted, delegates: [...(wanted.delegates ?? [])] }, approvers } });
      const notice = { title: `${label} chờ duyệt: ${subject}`, body: request.reason, instanceId, event: `mailbox-request:${id}` };
      await tell(context, { people: [], groups: approvers }, notice);
      return { id, label, address, instanceId };
    },
  };
}

/** Who answers for a mailbox asks: the head of the unit or his deputy, for the leadership the chief of office. */
async function requireAsker({ tx }: CommandContext, unit: string | null, groups: readonly string[]): Promise<void> {
  if (unit === null || groups.includes(`head:${unit}`) || groups.includes(`deputy-head:${unit}`)) return;
  const [agency] = await tx.query(`select from unit where code = $1 and kind = 'leadership'`, [unit]);
  if (agency !== undefined && ['chief-of-office', 'leader'].some((group) => groups.includes(group))) return;
  throw new MailboxRequestForbiddenError(`ask for the mailbox of ${unit}: its head does, or his deputy; for that of the agency the chief of office`);
}

async function addressOf({ tx }: CommandContext, request: MailboxRequestInput, mailbox: LockedMailbox | null): Promise<string> {
  if (request.kind === 'create') {
    const [agency] = await tx.query<{ domain: string | null }>('select mail_domain as domain from agency');
    if (!agency?.domain) throw new MailDomainMissingError();
    return `${request.localPart ?? localPartOfUnit(request.unit)}@${agency.domain}`;
  }
  const { address } = mailbox!;
  return request.kind === 'rename' ? `${request.localPart}${address.slice(address.indexOf('@'))}` : address;
}

function ofSystems({ kind }: MailboxRequestInput, heldIn: readonly string[]): Finding[] {
  if (kind !== 'create' && kind !== 'rename') return [];
  return heldIn.map((system) => ({
    where: 'localPart',
    code: 'mailbox-of-stranger',
    what: `is in ${system} that of a mailbox that was not made by us`,
    mend: 'Choose another name, or have IT look whose it is (GET /api/v1/account-systems/{name}/strangers) and remove it there.',
  }));
}

async function ofOpenRequests({ tx }: CommandContext, mailbox: LockedMailbox | null, address: string): Promise<Finding[]> {
  const [open] = await tx.query<{ label: string }>(
    `select 'HT-' || number as label from mailbox_request where ended_at is null and (mailbox_id = $1 or address = $2)`,
    [mailbox?.id ?? null, address],
  );
  if (open === undefined) return [];
  return [{ where: 'mailboxId', code: 'mailbox-request-open', what: `is asked about by ${open.label} already`, mend: 'Wait for it, or withdraw it.' }];
}

/** Never whoever asks: the chief of office, or a leader where he asks himself or there is no other. */
async function approversOf({ tx, now, zone, caller }: CommandContext, groups: readonly string[]): Promise<string[]> {
  const chiefs = await membersOfGroup(tx, 'chief-of-office', dateInZone(now, zone));
  const isOwn = groups.includes('chief-of-office') || chiefs.every((login) => login === caller.actor);
  return [isOwn ? 'leader' : 'chief-of-office'];
}

function peopleText({ manager, delegates }: { readonly manager?: string; readonly delegates?: readonly string[] }): string | null {
  const parts = [
    ...(manager === undefined ? [] : [`Người quản lý: ${manager}.`]),
    ...(delegates === undefined ? [] : [`Người dùng cùng: ${delegates.join(', ') || 'không ai'}.`]),
  ];
  return parts.length === 0 ? null : parts.join(' ');
}
