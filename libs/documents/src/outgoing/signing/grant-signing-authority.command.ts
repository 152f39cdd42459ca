import { dateInZone, type Finding, newId } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import { z } from 'zod';
import { DOCUMENT_TYPE_NAMES } from '../../numbering/document-types.js';
import { DelegateCannotDelegateError, SigningAuthorityForbiddenError, SigningAuthorityRefusedError } from './errors.js';
import { lineAbove } from './line-above.js';
import { AUTHORITY_FORMS, type AuthorityForm, isEntrusted } from './signature-forms.js';
import { grantsOf, type SigningAuthority, signsAsHead, signsInOwnRight } from './signing-authority.js';

const line = (longest: number) => z.string().trim().min(1).max(longest);

/** An authority to sign, as it is entered. */
export const signingAuthoritySchema = z.strictObject({
  holder: line(100).describe('Tên đăng nhập của người được ký.'),
  form: z.enum(AUTHORITY_FORMS).describe('OWN: người đứng đầu ký trực tiếp. TM, KT, TL, TUQ, Q: Nghị định 30/2020/NĐ-CP, Điều 13.'),
  title: line(200).describe('Chức vụ ghi trên chữ ký, ví dụ PHÓ GIÁM ĐỐC.'),
  principal: line(200).optional().describe('Ký thay ai, ví dụ GIÁM ĐỐC hoặc ỦY BAN NHÂN DÂN TỈNH; cần với TM, KT, TL, TUQ.'),
  grantedBy: line(100).optional().describe('Người đứng đầu đã giao; cần với KT, TL, TUQ. Người ký thừa lệnh chỉ giao cấp phó của mình ký thay (KT).'),
  basis: line(500).describe('Căn cứ: quyết định bổ nhiệm, quy chế, giấy ủy quyền, với số và ngày.'),
  scope: line(1000).optional().describe('Phạm vi được ký; cần với TUQ.'),
  documentTypes: z.array(z.enum(Object.keys(DOCUMENT_TYPE_NAMES))).min(1).optional().describe('Chỉ các loại văn bản này; cần với TL.'),
  validFrom: z.iso.date(),
  validTo: z.iso.date().optional().describe('Ngày cuối còn hiệu lực; cần với TUQ.'),
});

export type SigningAuthorityInput = z.output<typeof signingAuthoritySchema>;

export interface GrantSigningAuthorityInput extends SigningAuthorityInput {
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/** What each form cannot do without, besides what all have. */
const NEEDED: Readonly<Record<AuthorityForm, readonly (keyof SigningAuthorityInput)[]>> = {
  OWN: [],
  Q: [],
  TM: ['principal'],
  KT: ['principal', 'grantedBy'],
  TL: ['principal', 'grantedBy', 'documentTypes'],
  TUQ: ['principal', 'grantedBy', 'scope', 'validTo'],
};

/** Who can have it: the leadership, or the heads of units (ND 30 §13.1–4). */
const HOLDERS: Readonly<Record<AuthorityForm, 'leader' | 'head'>> = {
  OWN: 'leader',
  Q: 'leader',
  TM: 'leader',
  KT: 'leader',
  TL: 'head',
  TUQ: 'head',
};

/**
 * Records who may sign in which form, from when to when and what (ND 30 §13), as the chief of office or an administrator
 * does, or who signs as head; before there is any, a leader. Who signs for the head is entrusted by somebody who signs as head
 * that day; what is entrusted is never passed on, but by who signs by order to his deputy, who signs no more types than he.
 * Nobody records an authority of his own.
 * @throws SigningAuthorityRefusedError, DelegateCannotDelegateError, SigningAuthorityForbiddenError
 */
export const grantSigningAuthority: Command<GrantSigningAuthorityInput, { id: string }> = {
  name: 'documents.grant-signing-authority',

  request: ({ groups: _, ...input }) => input,

  async run(context, { groups, ...input }) {
    // Two heads entered at the same moment would each find no other.
    await context.tx.execute('lock table signing_authority in share row exclusive mode');
    await refuseStrangers(context, groups, input);
    const grant = isEntrusted(input.form) && input.grantedBy !== undefined ? await grantOf(context, input.grantedBy, input) : null;
    const findings = await findContradictions(context, input, grant);
    if (findings.length > 0) throw new SigningAuthorityRefusedError(findings);
    const id = newId();
    await context.tx.execute(
      `insert into signing_authority (id, holder, form, principal, title, above, granted_by, basis, scope, document_types,
         valid_from, valid_to, registered_by, registered_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        id,
        input.holder,
        input.form,
        input.principal ?? null,
        input.title,
        grant === null ? null : lineAbove(input.form, grant),
        input.grantedBy ?? null,
        input.basis,
        input.scope ?? null,
        input.documentTypes ?? grant?.documentTypes ?? null,
        input.validFrom,
        input.validTo ?? null,
        context.caller.actor,
        context.now,
      ],
    );
    context.audit({ subject: 'signing-authority', subjectId: id, detail: { new: { ...input } } });
    return { id };
  },
};

async function refuseStrangers({ tx, now, zone, caller }: CommandContext, groups: readonly string[], { holder }: SigningAuthorityInput): Promise<void> {
  if (groups.includes('chief-of-office') || groups.includes('admin')) return;
  const day = dateInZone(now, zone);
  if ((await signsAsHead(tx, caller.actor, day)) || (await signsInOwnRight(tx, caller.actor, day))) return;
  const who = 'Who signs as head of the agency does, or the chief of office.';
  throw new SigningAuthorityForbiddenError(caller.actor, `record who signs, such as ${holder}`, who);
}

/** By what somebody is entrusted. @throws DelegateCannotDelegateError where it is not his to pass on */
async function grantOf({ tx }: CommandContext, grantor: string, { form, validFrom }: SigningAuthorityInput): Promise<SigningAuthority> {
  const held = await grantsOf(tx, grantor, validFrom);
  const grant = held.find((each) => !isEntrusted(each.form) || (form === 'KT' && each.form === 'TL'));
  if (grant === undefined) throw new DelegateCannotDelegateError(grantor, [...new Set(held.map((each) => each.form))]);
  return grant;
}

async function findContradictions(
  { tx, caller }: CommandContext,
  input: SigningAuthorityInput,
  grant: SigningAuthority | null,
): Promise<Finding[]> {
  const findings: Finding[] = NEEDED[input.form]
    .filter((field) => input[field] === undefined)
    .map((where) => ({ where, code: 'form-needs-it', what: `is missing, and ${input.form} needs it` }));
  if (input.validTo !== undefined && input.validTo < input.validFrom) {
    findings.push({ where: 'validTo', code: 'ends-before-it-begins', what: 'lies before validFrom' });
  }
  if (input.holder === caller.actor) {
    findings.push({ where: 'holder', code: 'authority-of-oneself', what: 'is yourself', mend: 'Have a leader or the chief of office enter it.' });
  }
  if (input.grantedBy === input.holder) {
    findings.push({ where: 'grantedBy', code: 'entrusted-by-oneself', what: 'is the holder himself' });
  }
  const types = grant?.documentTypes ?? null;
  const more = types === null ? [] : (input.documentTypes ?? []).filter((type) => !types.includes(type));
  if (more.length > 0) {
    const what = `has ${more.join(', ')}, which ${grant!.holder} does not sign himself`;
    findings.push({ where: 'documentTypes', code: 'more-than-was-granted', what, mend: `Choose among ${types!.join(', ')}.` });
  }
  findings.push(...(await holderFindings(tx, input, grant)));
  if (input.form === 'OWN' || input.form === 'Q') findings.push(...(await otherHead(tx, input)));
  return findings;
}

/** Whoever shall sign holds the post for it; for who signs by order, his deputy. */
async function holderFindings(
  tx: CommandContext['tx'],
  { holder, form, validFrom }: SigningAuthorityInput,
  grant: SigningAuthority | null,
): Promise<Finding[]> {
  const isDeputy = form === 'KT' && grant?.form === 'TL';
  const posts = isDeputy
    ? await tx.query(
        `select from post deputy join post head on head.login = $2 and head.role = 'head' and head.unit_code = deputy.unit_code
         where deputy.login = $1 and deputy.role = 'deputy-head' and held_on(deputy, $3) and held_on(head, $3)`,
        [holder, grant.holder, validFrom],
      )
    : await tx.query('select from post where login = $1 and role = $2 and held_on(post, $3)', [holder, HOLDERS[form], validFrom]);
  if (posts.length > 0) return [];
  const what = `holds no post as ${isDeputy ? `deputy of ${grant.holder}` : HOLDERS[form]} on ${validFrom}`;
  return [{ where: 'holder', code: 'holder-without-post', what, mend: 'Record the appointment first.' }];
}

/** One agency has one head, or one acting head, at a time. */
async function otherHead(tx: CommandContext['tx'], { holder, validFrom, validTo }: SigningAuthorityInput): Promise<Finding[]> {
  const [other] = await tx.query<{ holder: string }>(
    `select a.holder from signing_authority a
     where a.form in ('OWN', 'Q') and a.holder <> $1 and a.ended_at is null
       and a.valid_from <= coalesce($3::date, 'infinity') and coalesce(a.valid_to, 'infinity') >= $2::date limit 1`,
    [holder, validFrom, validTo ?? null],
  );
  if (other === undefined) return [];
  return [{ where: 'form', code: 'has-other-head', what: `${other.holder} signs as head in that time`, mend: 'End that authority first.' }];
}
