import { eventually } from '../../support/eventually.js';
import type { OfficeOverTime } from './office-over-time.js';
import type { PaperBooks } from './paper-books.js';

/** The demo office at work. */
export const CLERK = 'anhdtl';
export const OTHER_CLERK = 'tramvn';
export const DIRECTOR = 'baotq';
export const CHIEF = 'dungnh';
export const ADMIN = 'tungmt';
/** The manager, who sees everybody's work. */
export const OVERSEER = 'quanhm';
/** Of the Phòng Quản lý công nghệ, who drafts. */
export const DRAFTER = 'tuanda';

export const HEADS: Readonly<Record<string, string>> = { QLCN: 'cuongpv', QLKH: 'ngocdtb', TDC: 'khanhvd', VP: CHIEF };
const CONTRIBUTORS: Readonly<Record<string, string>> = { QLKH: 'oanhhtk', TDC: 'cuongpv1' };

export interface Letter {
  readonly senderAgency: string;
  readonly documentNumber: string;
  readonly documentDate: string;
  readonly subject: string;
  readonly documentType?: string;
  readonly replyRequired?: boolean;
  /** Registered with a scan, or only on paper. */
  readonly medium?: 'electronic' | 'paper';
  readonly more?: object;
}

/** A letter with its number. */
export interface Registered extends Letter {
  readonly id: string;
  readonly arrivalNumber: number;
  readonly arrivalYear: number;
  readonly obligationId: string | null;
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}

export interface Instruction {
  readonly leadUnit: string;
  readonly coordinatingUnits?: readonly string[];
  readonly informationUnits?: readonly string[];
}

export interface Answer {
  readonly type: string;
  readonly subject: string;
  readonly recipients: string;
}

interface Task {
  readonly id: string;
  readonly name: string;
  readonly formKey: string | null;
  readonly businessKey: string | null;
  readonly dueAt: string | null;
  readonly createdAt: string;
}

/** What the people of the office do with their documents; each act stands in the books that the test keeps by hand. */
export class Desks {
  constructor(
    readonly office: OfficeOverTime,
    readonly books: PaperBooks,
  ) {}

  async register(letter: Letter): Promise<Registered> {
    const { medium = 'electronic', replyRequired = false, documentType = 'Công văn', more, ...fields } = letter;
    const attachmentIds = medium === 'paper' ? [] : [await this.office.upload(CLERK, 'Bản quét.pdf')];
    const body = { ...fields, documentType, medium, replyRequired, attachmentIds, ...more };
    const registered = { ...letter, ...(await this.office.post<Omit<Registered, keyof Letter>>(CLERK, 'incoming-documents', body)) };
    this.books.enterIncoming(registered);
    return registered;
  }

  /** The task of a case with this form, as soon as it has come to somebody's desk. */
  taskOf(login: string, caseId: string, form: string): Promise<Task> {
    return eventually(async () => {
      await this.office.settled();
      for (const scope of ['mine', 'group']) {
        const tasks = await this.office.list<Task>(login, `tasks?scope=${scope}&sort=newest`);
        const found = tasks.find(({ formKey, businessKey }) => formKey === form && businessKey === caseId);
        if (found !== undefined) return found;
      }
      return undefined;
    });
  }

  async complete(login: string, caseId: string, form: string, variables: object = {}): Promise<void> {
    const { id } = await this.taskOf(login, caseId, form);
    await this.office.post(login, `tasks/${id}/complete`, { variables });
    this.books.tasksDone += 1;
  }

  async instruct({ id }: Registered, { leadUnit, coordinatingUnits = [], informationUnits = [] }: Instruction): Promise<void> {
    const instruction = `Giao ${leadUnit} chủ trì, báo cáo kết quả.`;
    await this.complete(DIRECTOR, id, 'instruction', { leadUnit, coordinatingUnits, informationUnits, instruction });
  }

  /** From the instruction to the result, of what asks for no answer. */
  async handle(document: Registered, instruction: Instruction): Promise<void> {
    await this.instruct(document, instruction);
    await this.complete(HEADS[instruction.leadUnit]!, document.id, 'handling', { result: 'Đã thực hiện.' });
    for (const unit of instruction.informationUnits ?? []) await this.complete(HEADS[unit]!, document.id, 'acknowledgement');
    await this.closed(document);
  }

  /** From the assignment to the draft, with what the coordinating units contribute. */
  async draftAnswer({ id }: Registered, { type, subject }: Answer, coordinatingUnits: readonly string[] = []): Promise<void> {
    await this.complete(HEADS['QLCN']!, id, 'assignment', { drafter: DRAFTER });
    for (const unit of coordinatingUnits) await this.complete(CONTRIBUTORS[unit]!, id, 'contribution', { contribution: 'Nhất trí.' });
    const draft = { documentType: type, draftSubject: subject, draftBody: 'Kính gửi: …', result: 'Đã tổng hợp và trả lời.' };
    await this.complete(DRAFTER, id, 'draft', draft);
  }

  /** From the approval to the signature. @param caseId of the outgoing document, or of what it answers */
  async sign(caseId: string): Promise<void> {
    await this.complete(HEADS['QLCN']!, caseId, 'approval', { decision: 'approve' });
    await this.complete(OTHER_CLERK, caseId, 'format', { decision: 'pass' });
    await this.complete(DIRECTOR, caseId, 'signature', { decision: 'sign' });
  }

  /** Attaches what was signed, and gives it its number. @param caseId as of {@link sign} */
  async number(caseId: string, answer: Answer): Promise<string> {
    const task = await this.taskOf(CLERK, caseId, 'issue');
    const { data } = await this.office.get<{ data: { outgoingDocumentId: string } }>(CLERK, `tasks/${task.id}/form`);
    const attachmentIds = [await this.office.upload(CLERK, 'Văn bản đã ký.pdf')];
    await this.office.post(CLERK, `outgoing-documents/${data.outgoingDocumentId}/attachments`, { attachmentIds });
    await this.complete(CLERK, caseId, 'issue', { recipients: answer.recipients });
    const issued = await eventually(async () => {
      const found = await this.office.get<IssuedDocument>(CLERK, `outgoing-documents/${data.outgoingDocumentId}`);
      return found.status === 'issued' && found;
    });
    this.books.enterOutgoing(issued);
    return issued.id;
  }

  async issue(caseId: string, answer: Answer): Promise<string> {
    await this.sign(caseId);
    return this.number(caseId, answer);
  }

  /** Hands in a draft of the unit's own. */
  async submit({ type, subject, recipients }: Answer): Promise<string> {
    const draft = { documentType: type, subject, body: 'Kính gửi: …', recipients };
    return (await this.office.post<{ id: string }>(DRAFTER, 'outgoing-documents', draft)).id;
  }

  /** From the draft of the unit's own to a number that its drafter has compared. */
  async sendOut(answer: Answer): Promise<string> {
    const id = await this.submit(answer);
    await this.issue(id, answer);
    await this.complete(DRAFTER, id, 'verification', { numberIsRight: true });
    return id;
  }

  /** From the draft to the number that is issued and compared. */
  async reply(document: Registered, answer: Answer, coordinatingUnits: readonly string[] = []): Promise<string> {
    await this.draftAnswer(document, answer, coordinatingUnits);
    const issued = await this.issue(document.id, answer);
    await this.complete(DRAFTER, document.id, 'verification', { numberIsRight: true });
    return issued;
  }

  /** From the instruction to the answer that is issued and compared. */
  async answer(document: Registered, instruction: Instruction, answer: Answer): Promise<string> {
    await this.instruct(document, instruction);
    const issued = await this.reply(document, answer, instruction.coordinatingUnits);
    for (const unit of instruction.informationUnits ?? []) await this.complete(HEADS[unit]!, document.id, 'acknowledgement');
    await this.closed(document);
    return issued;
  }

  async closed({ id }: Registered): Promise<void> {
    await eventually(async () => (await this.office.get<{ status: string }>(CLERK, `incoming-documents/${id}`)).status === 'closed');
  }
}

/** As far as the books have it. */
export interface IssuedDocument {
  readonly id: string;
  readonly status: string;
  readonly symbol: string;
  readonly issueNumber: number;
  readonly issueYear: number;
  readonly subject: string;
  readonly answers: readonly { readonly obligationId: string }[];
}
