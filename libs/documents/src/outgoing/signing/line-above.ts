import { type AuthorityForm, lineFor, type SignatureLines } from './signature-forms.js';

/**
 * The first line of a signature for somebody who himself signs for others, `TM. ỦY BAN NHÂN DÂN TỈNH` or `TL. GIÁM ĐỐC`
 * above `KT. …` (ND 30 appendix I, part II.7); null for other signatures.
 * @param grant the authority of whoever entrusted it
 */
export function lineAbove(form: AuthorityForm, grant: Pick<SignatureLines, 'form' | 'principal'>): string | null {
  return form === 'KT' && (grant.form === 'TM' || grant.form === 'TL') ? lineFor(grant.form, grant.principal) : null;
}
