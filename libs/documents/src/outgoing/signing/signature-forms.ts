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

export function isEntrusted(form: AuthorityForm): boolean {
  return ENTRUSTED.has(form);
}

/** The head in whose place somebody signs; nobody where he signs by his own post. */
export function entrustedBy({ form, grantedBy }: { readonly form: AuthorityForm; readonly grantedBy: string | null }): string[] {
  return isEntrusted(form) && grantedBy !== null ? [grantedBy] : [];
}

/**
 * The lines above a signature (ND 30 appendix I, part II.7).
 * @param principal for whom he signs: `GIÁM ĐỐC`, `ỦY BAN NHÂN DÂN TỈNH`; null for OWN and Q
 * @param title of the signer: `PHÓ GIÁM ĐỐC`
 */
export function signatureBlock(form: AuthorityForm, principal: string | null, title: string): string[] {
  const own = title.toLocaleUpperCase('vi');
  if (form === 'OWN') return [own];
  if (form === 'Q') return [`Q. ${own}`];
  return [`${form}. ${(principal ?? '').toLocaleUpperCase('vi')}`, own];
}
