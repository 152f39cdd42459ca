/**
 * Condition over an `outgoing_document` under the alias `g`: it was issued, and stands. What was recalled, or whose number
 * was voided, answers nothing; of what was replaced its replacement answers, for as long as that stands (ND 30 §18.3).
 */
export const STANDS = `(g.status = 'issued' and g.voided_at is null and not exists (
  select from outgoing_act act left join outgoing_document by on by.id = act.by_document_id
  where act.document_id = g.id and (act.kind = 'recall' or act.kind = 'replace' and by.voided_at is null)))`;

/** Condition over a `reply_obligation o`: what answers it, and not only a part of it, was issued and stands. */
export const IS_ANSWERED = `exists (
  select from reply_obligation_answer answer join outgoing_document g on g.id = answer.outgoing_document_id
  where answer.obligation_id = o.id and answer.completes and ${STANDS})`;
