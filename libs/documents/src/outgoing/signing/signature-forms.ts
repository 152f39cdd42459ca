/** Forms of signature (ND 30 §13) by their abbreviation before the signer's title. */
export const SIGNATURE_FORMS = {
  TM: 'Thay mặt',
  KT: 'Ký thay',
  TL: 'Thừa lệnh',
  TUQ: 'Thừa ủy quyền',
  Q: 'Quyền',
} as const;

/** `OWN`: the head of the agency signs in his own right, without an abbreviation. */
export const AUTHORITY_FORMS = ['OWN', 'TM', 'KT', 'TL', 'TUQ', 'Q'] as const;
export type AuthorityForm = (typeof AUTHORITY_FORMS)[number];

/** Forms in which somebody signs for the head, who has entrusted him with it. */
const ENTRUSTED: ReadonlySet<AuthorityForm> = new Set(['KT', 'TL', 'TUQ']);

/** Forms in which somebody signs as head of the agency; only they entrust others. */
export const HEAD_FORMS = ['OWN', 'TM', 'Q'] as const satisfies readonly AuthorityForm[];

export function isEntrusted(form: AuthorityForm): boolean {
  return ENTRUSTED.has(form);
}

/** The head in whose place somebody signs; nobody where he signs by his own post. */
export function entrustedBy({ form, grantedBy }: { readonly form: AuthorityForm; readonly grantedBy: string | null }): string[] {
  return isEntrusted(form) && grantedBy !== null ? [grantedBy] : [];
}

/** What the lines above a signature are made of. */
export interface SignatureLines {
  readonly form: AuthorityForm;
  /** For whom he signs: `GIÁM ĐỐC`, `ỦY BAN NHÂN DÂN TỈNH`; null for OWN and Q. */
  readonly principal: string | null;
  /** Of the signer: `PHÓ GIÁM ĐỐC`. */
  readonly title: string;
  /** Of a KT whose grantor signs for others himself: the line of that, `TL. GIÁM ĐỐC`; else null. */
  readonly above: string | null;
}

/** The lines above a signature (ND 30 appendix I, part II.7). */
export function signatureBlock({ form, principal, title, above }: SignatureLines): string[] {
  const own = title.toLocaleUpperCase('vi');
  if (form === 'OWN') return [own];
  if (form === 'Q') return [`Q. ${own}`];
  return [...(above === null ? [] : [above]), lineFor(form, principal), own];
}

/** `TL. GIÁM ĐỐC` */
export function lineFor(form: AuthorityForm, principal: string | null): string {
  return `${form}. ${(principal ?? '').toLocaleUpperCase('vi')}`;
}
