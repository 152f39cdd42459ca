import { type Finding, newId } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import { z } from 'zod';
import { DOCUMENT_TYPE_NAMES } from '../../numbering/document-types.js';
import { DelegateCannotDelegateError, SigningAuthorityRefusedError } from './errors.js';
import { AUTHORITY_FORMS, type AuthorityForm, isEntrusted } from './signature-forms.js';
import { inForceOn } from './signing-authority.js';

const line = (longest: number) => z.string().trim().min(1).max(longest);

/** An authority to sign, as it is entered. */
export const signingAuthoritySchema = z.strictObject({
  holder: line(100).describe('Tên đăng nhập của người được ký.'),
  form: z.enum(AUTHORITY_FORMS).describe('OWN: người đứng đầu ký trực tiếp. TM, KT, TL, TUQ, Q: Nghị định 30/2020/NĐ-CP, Điều 13.'),
  title: line(200).describe('Chức vụ ghi trên chữ ký, ví dụ PHÓ GIÁM ĐỐC.'),
  principal: line(200).optional().describe('Ký thay ai, ví dụ GIÁM ĐỐC hoặc ỦY BAN NHÂN DÂN TỈNH; cần với TM, KT, TL, TUQ.'),
  grantedBy: line(100).optional().describe('Người đứng đầu đã giao; cần với KT, TL, TUQ.'),
  basis: line(500).describe('Căn cứ: quyết định bổ nhiệm, quy chế, giấy ủy quyền, với số và ngày.'),
  scope: line(1000).optional().describe('Phạm vi được ký; cần với TUQ.'),
  documentTypes: z.array(z.enum(Object.keys(DOCUMENT_TYPE_NAMES))).min(1).optional().describe('Chỉ các loại văn bản này; cần với TL.'),
  validFrom: z.iso.date(),
  validTo: z.iso.date().optional().describe('Ngày cuối còn hiệu lực; cần với TUQ.'),
});

export type SigningAuthorityInput = z.output<typeof signingAuthoritySchema>;

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
 * Records who may sign in which form, from when to when and what (ND 30 §13). Who signs for the head is entrusted by
 * somebody who signs as head that day; what is entrusted is never passed on. Nobody records an authority of his own.
 * @throws SigningAuthorityRefusedError, DelegateCannotDelegateError
 */
export const grantSigningAuthority: Command<SigningAuthorityInput, { id: string }> = {
  name: 'documents.grant-signing-authority',
  async run(context, input) {
    // Two heads entered at the same moment would each find no other.
    await context.tx.execute('lock table signing_authority in share row exclusive mode');
    const findings = await findContradictions(context, input);
    if (findings.length > 0) throw new SigningAuthorityRefusedError(findings);
    if (isEntrusted(input.form)) await requireHead(context, input.grantedBy!, input.validFrom);
    const id = newId();
    await context.tx.execute(
      `insert into signing_authority (id, holder, form, principal, title, granted_by, basis, scope, document_types,
         valid_from, valid_to, registered_by, registered_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        id,
        input.holder,
        input.form,
        input.principal ?? null,
        input.title,
        input.grantedBy ?? null,
        input.basis,
        input.scope ?? null,
        input.documentTypes ?? null,
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

async function findContradictions({ tx, caller }: CommandContext, input: SigningAuthorityInput): Promise<Finding[]> {
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
  const group = HOLDERS[input.form];
  const posts = await tx.query('select from post where login = $1 and groups @> array[$2] and held_on(post, $3)', [
    input.holder,
    group,
    input.validFrom,
  ]);
  if (posts.length === 0) {
    const what = `holds no post as ${group} on ${input.validFrom}`;
    findings.push({ where: 'holder', code: 'holder-without-post', what, mend: 'Record the appointment first.' });
  }
  if (input.form === 'OWN' || input.form === 'Q') findings.push(...(await otherHead(tx, input)));
  return findings;
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

async function requireHead({ tx }: CommandContext, grantor: string, day: string): Promise<void> {
  const held = await tx.query<{ form: AuthorityForm }>(
    `select distinct a.form from signing_authority a where a.holder = $1 and ${inForceOn('$2')} order by a.form`,
    [grantor, day],
  );
  if (held.every(({ form }) => isEntrusted(form))) throw new DelegateCannotDelegateError(grantor, held.map(({ form }) => form));
}
