import { CongvanError, type Finding } from '#foundation';

export class CorrespondentNotFoundError extends CongvanError {
  readonly code = 'documents.correspondent-not-found';
  readonly kind = 'not-found';
  constructor(id: string) {
    super(`There is no organisation ${id} in the directory of correspondents.`);
  }
}

/** A document is issued to somebody, or it has no Nơi nhận (ND 30 appendix I). */
export class RecipientsNameNobodyError extends CongvanError {
  readonly code = 'documents.recipients-name-nobody';
  readonly kind = 'invalid';
  constructor(documentId: string, written: string) {
    super(
      `Outgoing document ${documentId} cannot be issued: its recipients ${JSON.stringify(written)} name nobody. ` +
        'Write one recipient a line, such as "UBND tỉnh" or "Lưu: VT"; not "Như trên" where it answers no document, or those of several senders.',
    );
  }
}

/** A mailbox is not written as `<name@domain>`, once a line. */
export class RecipientsNotUnderstoodError extends CongvanError {
  readonly code = 'documents.recipients-not-understood';
  readonly kind = 'invalid';
  constructor(documentId: string, lines: readonly string[]) {
    const mend = 'Write one recipient a line with at most one mailbox: "Sở Tư pháp <vanthu@stp.example.vn> (2 bản)".';
    super(`Outgoing document ${documentId} cannot be issued: ${lines.length} of its recipients cannot be read. ${mend}`, {
      findings: lines.map((line) => ({ where: 'recipients', code: 'recipient-unreadable', what: `has ${JSON.stringify(line)}`, mend })),
    });
  }
}

/** Names are told apart without regard to case and diacritics, as recipients are looked up by them. */
export class CorrespondentExistsError extends CongvanError {
  readonly code = 'documents.correspondent-exists';
  readonly kind = 'conflict';
  constructor(name: string) {
    super(`The directory of correspondents has "${name}" already. Change that entry.`);
  }
}

export class RecipientNotFoundError extends CongvanError {
  readonly code = 'documents.recipient-not-found';
  readonly kind = 'not-found';
  constructor(documentId: string, id: string) {
    super(`Outgoing document ${documentId} has no recipient ${id}.`);
  }
}

/** What was entered about the delivery cannot be so. */
export class DeliveryRefusedError extends CongvanError {
  readonly code = 'documents.delivery-refused';
  readonly kind = 'invalid';
  constructor(findings: readonly Finding[]) {
    super(`The delivery cannot be recorded: ${findings.map(({ where, what }) => `${where} ${what}`).join('; ')}.`, { findings });
  }
}
