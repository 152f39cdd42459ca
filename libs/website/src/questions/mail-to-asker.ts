import type { QuestionRecord } from './question.js';

/** One mail to whoever asked, as the office's mailer takes it. */
export interface AskerMail {
  readonly id: string;
  readonly to: { readonly name: string; readonly email: string };
  readonly subject: string;
  readonly text: string;
  readonly attachments: [];
  /** ISO 8601 UTC. */
  readonly sentAt: string;
}

interface Sender {
  readonly agency: string;
  readonly address: string;
  readonly jobId: string;
  readonly sentAt: string;
}

/**
 * What is written to whoever asked, by what became of his question; undefined: nothing, or nobody to write to. It repeats nothing that
 * he wrote, his name neither: nobody has confirmed the address, and nobody has the agency send his words to others.
 */
export function mailToAsker(question: QuestionRecord, { agency, address, jobId, sentAt }: Sender): AskerMail | undefined {
  const said = sayOutcome(question, address);
  if (said === undefined || question.email === null) return undefined;
  const text = ['Kính gửi ông/bà,', ...said, `${agency}\nThư do hệ thống gửi tự động, xin không trả lời.`].join('\n\n');
  return { id: jobId, to: { name: '', email: question.email }, subject: `${agency}: về câu hỏi ${question.label}`, text, attachments: [], sentAt };
}

function sayOutcome({ stage, label, answer, note, publishes, isCorrected }: QuestionRecord, address: string): string[] | undefined {
  if (stage === 'answered' && answer !== null) {
    const where = publishes && address !== '' ? [`Câu trả lời cũng được đăng tại ${address}/hoi-dap (không nêu tên, địa chỉ của ông/bà).`] : [];
    return [isCorrected ? `Cơ quan sửa lại câu trả lời câu hỏi ${label} của ông/bà, thay cho lần trước, như sau:` : `Cơ quan trả lời câu hỏi ${label} của ông/bà như sau:`, answer, ...where];
  }
  if (stage === 'forwarded') return [`Câu hỏi ${label} không thuộc thẩm quyền trả lời của cơ quan.`, `Đề nghị ông/bà liên hệ: ${note ?? 'cơ quan có thẩm quyền.'}`];
  if (stage === 'complaint') {
    return [
      `Nội dung gửi theo số ${label} là khiếu nại hoặc tố cáo, cơ quan không nhận qua mạng và không lưu lại.`,
      'Đề nghị ông/bà gửi đơn giấy, có chữ ký, đến bộ phận tiếp công dân của cơ quan.',
    ];
  }
  return undefined;
}
