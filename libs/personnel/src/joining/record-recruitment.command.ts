import { dateInZone, type Finding, newId, sayDate } from '#foundation';
import { type Command, type CommandContext, startInstance } from '#runtime';
import { DecisionRefusedError } from '../errors.js';
import { loginOf, recruitmentFindings } from './recruitment-findings.js';
import type { OutsideNames, Recruitment } from './recruitment.schema.js';

export interface RecordRecruitmentInput {
  readonly recruitment: Recruitment;
  /** The login that the naming rule gives, without a number; of who returns his own. */
  readonly proposed: string;
  readonly outside: OutsideNames;
  /** All account systems, our own first. */
  readonly systems: readonly string[];
}

/**
 * Personnel enter a decision that takes somebody on; its case begins (158/QĐ-STP 2006 §6, 148/QĐ-SCT 2014 §5.1). All that speaks against
 * it is told at once, before anything is changed. The person is registered once unit and office have agreed.
 * @throws DecisionRefusedError
 */
export const recordRecruitment: Command<RecordRecruitmentInput, { id: string; instanceId: string }> = {
  name: 'personnel.record-recruitment',

  request: ({ recruitment }) => ({ ...recruitment }),

  async run(context, input) {
    const { tx, caller, now } = context;
    const { recruitment, systems } = input;
    const proposed = await loginOf(context, recruitment, input.proposed);
    const findings = await recruitmentFindings(context, recruitment, { ...input, proposed });
    if (findings.length > 0) throw new DecisionRefusedError(findings);
    const { kind, fullName, login = null, number, decidedOn, agency, effectiveOn, unit, role, title } = recruitment;
    const id = newId();
    const { instanceId } = await context.run(startInstance, {
      key: 'account-onboarding',
      businessKey: id,
      variables: {
        ...(await whoDecides(context, recruitment)),
        decisionId: id,
        // The login, once he is registered.
        person: null,
        fullName,
        unit,
        postRole: role,
        postTitle: title,
        effectiveOn,
        beginsAt: await beginningOf(context, effectiveOn),
        basis: `Quyết định số ${number} ngày ${sayDate(decidedOn)} của ${agency}`,
        systems: [...systems],
        otherSystems: systems.slice(1),
        confirmation: null,
        approval: null,
        refusalReason: null,
        cancelReason: null,
        nameDecision: null,
        accountName: null,
        issued: false,
        signIn: null,
      },
    });
    await tx.execute(
      `insert into personnel_decision (id, kind, login, full_name, number, decided_on, agency, effective_on, unit_code, role, title, status, instance_id, recorded_by, recorded_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'open', $12, $13, $14)`,
      [id, kind, login, fullName, number, decidedOn, agency, effectiveOn, unit, role, title, instanceId, caller.actor, now],
    );
    context.audit({ subject: 'personnel-decision', subjectId: id, detail: { ...recruitment, instanceId } });
    return { id, instanceId };
  },
};

/** What speaks against it, and what would come of it; changes nothing. */
export const checkRecruitment: Command<RecordRecruitmentInput, { findings: readonly Finding[]; proposedLogin: string; unasked: readonly string[] }> = {
  name: 'personnel.check-recruitment',
  async run(context, input) {
    const proposed = await loginOf(context, input.recruitment, input.proposed);
    const findings = await recruitmentFindings(context, input.recruitment, { ...input, proposed });
    context.nothingChanged();
    return { findings, proposedLogin: proposed, unasked: input.outside.unasked };
  },
};

/**
 * The head of the unit confirms, and the chief of office approves. Where he heads the unit himself, or the new one is to have his post, a
 * leader approves; a unit that gets its head now, or whose head enters the decision, has nobody to confirm but the chief of office, and
 * then a leader approves, too.
 */
async function whoDecides({ tx, now, zone, caller }: CommandContext, { unit, role }: Recruitment): Promise<{ confirmer: string; approver: string }> {
  const [found] = await tx.query<{ headed: boolean; byChief: boolean }>(
    `select count(*) > 0 as headed,
            coalesce(bool_or(head in (select login from post where role = 'chief-of-office' and held_on(post, $2::date))), false) as "byChief"
     from heads_of_unit($1, $2::date) as head where head <> $3`,
    [unit, dateInZone(now, zone), caller.actor],
  );
  const { headed, byChief } = found!;
  const confirmer = headed ? `head:${unit}` : 'chief-of-office';
  const isForLeader = !headed || byChief || role === 'chief-of-office' || role === 'leader';
  return { confirmer, approver: isForLeader ? 'leader' : 'chief-of-office' };
}

async function beginningOf({ tx, zone }: CommandContext, day: string): Promise<string> {
  const [row] = await tx.query<{ at: string }>('select $1::date::timestamp at time zone $2 as at', [day, zone]);
  return row!.at;
}
