import { tidyLine } from '#foundation';
import { DOCUMENT_TYPE_NAMES } from '../../numbering/document-types.js';
import type { MailClaim } from './claim-mail.command.js';

export interface LetterText {
  readonly subject: string;
  readonly text: string;
}

/** What the letter to a recipient says: that the document comes with it, or what became of it. */
export function composeLetter(claim: MailClaim): LetterText {
  const { agency, toName, act, reason, actSymbol, documentType, documentDate } = claim;
  const [year, month, day] = documentDate.split('-');
  const type = DOCUMENT_TYPE_NAMES[documentType] ?? documentType;
  const named = `${type} số ${claim.symbol} ngày ${day}/${month}/${year}: ${claim.subject}`;
  const by = actSymbol === null ? '' : ` bằng văn bản số ${actSymbol}`;
  const acts = {
    recall: { title: 'Thu hồi', says: `thu hồi${by} văn bản sau. Đề nghị gửi lại bản giấy đã nhận và hủy bản điện tử` },
    replace: { title: 'Thay thế', says: `thay thế${by} văn bản sau` },
    correct: { title: 'Đính chính', says: `đính chính${by} văn bản sau` },
  };
  if (act === null) {
    return {
      subject: tidyLine(named),
      text: `Kính gửi ${toName},\n\n${agency} gửi kèm thư này:\n${named}.\n\nĐề nghị xác nhận đã nhận bằng cách trả lời thư này.\n`,
    };
  }
  const { title, says } = acts[act];
  return {
    subject: tidyLine(`${title}: ${named}`),
    text: `Kính gửi ${toName},\n\n${agency} ${says}:\n${named}.\n\nLý do: ${reason}\n`,
  };
}
