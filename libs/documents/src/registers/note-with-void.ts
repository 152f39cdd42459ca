/**
 * SQL of what stands in the last column of a register: that the number of document `d` was voided and why, then what else
 * there is to say. A number is never taken away (171/QĐ-BDT §6), so its line stays. Where the content was removed there are
 * no words left to print.
 * @param noted words of people about the document
 * @param known SQL of what the office itself knows and says in any case, before them
 */
export function noteWithVoid(noted: string, known = 'null::text'): string {
  return `nullif(case when d.content_removed_at is null then concat_ws('. ', 'Hủy: ' || d.void_reason, ${known}, ${noted})
    else concat_ws('. ', case when d.voided_at is not null then 'Đã hủy số' end, ${known}) end, '')`;
}
