/**
 * Condition over an `outgoing_document` under the alias `g`: it was issued, and stands. What was recalled, or whose number
 * was voided, answers nothing; of what was replaced its replacement answers, for as long as that stands (ND 30 §18.3).
 */
export const STANDS = `(g.status = 'issued' and g.voided_at is null and not exists (
  select from outgoing_act act left join outgoing_document by on by.id = act.by_document_id
  where act.document_id = g.id and (act.kind = 'recall' or act.kind = 'replace' and by.voided_at is null)))`;

/**
 * Condition over a `reply_obligation o`: its own case has an answer that is signed and waits for its number. That is issued, by
 * the order of signing, numbering and issuing (ND 30 §15–17); nothing else closes the obligation meanwhile.
 */
export const AWAITS_NUMBER = `exists (
  select from reply_obligation_answer own join outgoing_document signed on signed.id = own.outgoing_document_id and signed.status = 'signed'
  join incoming_document d on d.id = o.document_id
  where own.obligation_id = o.id and own.linked_by is null
    and exists (select from process_instance i where i.root_instance_id = d.instance_id and i.status = 'active'))`;

/** Condition over a `reply_obligation o`: what answers it, and not only a part of it, was issued and stands. */
export const IS_ANSWERED = `exists (
  select from reply_obligation_answer answer join outgoing_document g on g.id = answer.outgoing_document_id
  where answer.obligation_id = o.id and answer.completes and ${STANDS})`;
