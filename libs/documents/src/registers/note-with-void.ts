/**
 * SQL of what stands in the last column of a register: that the number of document `d` was voided and why, then what else
 * there is to say. A number is never taken away (171/QĐ-BDT §6), so its line stays.
 */
export function noteWithVoid(noted: string): string {
  return `nullif(concat_ws('. ', 'Hủy: ' || d.void_reason, ${noted}), '')`;
}
