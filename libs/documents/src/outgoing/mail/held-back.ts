/**
 * Condition over an `outgoing_mail m` and its `outgoing_document d`: what it says may leave the house now. The content of the
 * document is not locked, its number stands, and of every current file it is known that it holds no state secret: its text is
 * read and looked through, and no question about it open. What tells of an act carries no file, and waits for none: whoever has
 * the document must hear that it is recalled. But nobody hears of the correction of what has yet to come to him.
 */
export const MAY_LEAVE = `d.content_locked_at is null and d.voided_at is null and case when m.act_id is null then not exists (
    select from attachment a left join gate_question q on q.attachment_id = a.id and q.answer is null
    where a.outgoing_document_id = d.id and a.replaced_by is null
      and (q.id is not null or a.text_state = 'pending' or a.text_state = 'done' and a.gate_checked_at is null))
  else not exists (
    select from outgoing_mail letter where letter.recipient_id = m.recipient_id and letter.act_id is null and letter.state = 'queued') end`;
