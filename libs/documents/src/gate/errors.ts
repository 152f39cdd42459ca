import { CongvanError, type Finding } from '#foundation';
import type { GateFinding } from './inspect.js';

/** How a finding is said to whoever wrote it: what was found, never where in which words. */
function said({ suspicion: { ground, mark, grade, line }, where }: GateFinding): string {
  const found = ground === 'state-secret' ? `dấu độ mật “${mark}”` : ground === 'complaint' ? 'tên gọi của đơn khiếu nại' : 'tên gọi của đơn tố cáo';
  return `${grade === 'sure' ? 'có' : 'hình như có'} ${found}${where.startsWith('attachmentId') ? `, ở dòng ${line}` : ''}`;
}

/** What people read of a finding, in their language: the question is theirs to answer. */
const WAY_OUT =
  'Văn bản mật, đơn thư thì ghi nhận từ chối (POST /incoming-documents/refusals) và vào sổ giấy; ở chỗ khác thì bỏ nội dung ấy ra. ' +
  'Nếu đã đối chiếu mà không phải, gửi lại với notSecretConfirmed: true và confirmedReason.';

/** State secrets, complaints and denunciations do not enter the system (171/QĐ-BDT §4.2). Nothing was stored, no number used. */
export class MustNotEnterSuspectedError extends CongvanError {
  readonly code = 'documents.must-not-enter-suspected';
  readonly kind = 'conflict';
  constructor(findings: readonly GateFinding[]) {
    super('This may be something that must not enter the system; nothing was stored and no number was used.', {
      findings: findings.map((finding) => ({
        code: finding.suspicion.ground,
        where: finding.where,
        what: said(finding),
        mend: WAY_OUT,
      })),
    });
  }
}

/** What the clerk says of something turned away cannot be so. No number of the refusals was used. */
export class RefusalNotRecordedError extends CongvanError {
  readonly code = 'documents.refusal-not-recorded';
  readonly kind = 'invalid';
  constructor(findings: readonly Finding[]) {
    super('The refusal cannot be recorded like this; nothing was stored and no number was used.', { findings });
  }
}

/** The sender of a secret is told today at latest. Nothing was recorded, and the task stays open. */
export class SenderNotInformedError extends CongvanError {
  readonly code = 'documents.sender-not-informed';
  readonly kind = 'invalid';
  constructor(findings: readonly Finding[]) {
    super('That the sender was told cannot be recorded like this; the task stays open.', { findings });
  }
}

/** The content may be a state secret: until that is decided, and for ever when it was one, nobody gets it. */
export class ContentLockedError extends CongvanError {
  readonly code = 'documents.content-locked';
  readonly kind = 'locked';
  constructor(what: string) {
    super(`${what} is locked: its content may be a state secret, or was one and has been removed.`);
  }
}

/** Something was found in the text of the file, and no clerk has said yet whether it is a secret. */
export class AttachmentInQuestionError extends CongvanError {
  readonly code = 'documents.attachment-in-question';
  readonly kind = 'locked';
  constructor(id: string) {
    super(`Attachment ${id} waits for a clerk to say whether it may be in the system.`);
  }
}

/** Nobody has looked yet whether its text holds what must not be here: that takes some seconds from the upload on. */
export class AttachmentBeingCheckedError extends CongvanError {
  readonly code = 'documents.attachment-being-checked';
  readonly kind = 'locked';
  override readonly retryAfterSeconds = 5;
  constructor(id: string) {
    super(`Attachment ${id} is being checked for marks of secrecy; try again in some seconds.`);
  }
}

/** There is no such document, incoming or outgoing, and no file of one or of a work file. */
export class DocumentNotFoundError extends CongvanError {
  readonly code = 'documents.document-not-found';
  readonly kind = 'not-found';
  constructor(id: string) {
    super(`There is no document or file ${id}.`);
  }
}

/** The document, one that answers it or that it answers, or the file is locked already: one procedure is enough. */
export class SpillReportedError extends CongvanError {
  readonly code = 'documents.spill-reported';
  readonly kind = 'conflict';
  constructor(id: string) {
    super(`${id} was reported before; its content is locked already.`);
  }
}

/** No spill was reported under this id. */
export class SpillNotFoundError extends CongvanError {
  readonly code = 'documents.spill-not-found';
  readonly kind = 'not-found';
  constructor(id: string) {
    super(`There is no secret spill ${id}.`);
  }
}

/** The case is the procedure of a spill that is not over: nobody else would release or remove what is locked. */
export class SpillNotOverError extends CongvanError {
  readonly code = 'documents.spill-not-over';
  readonly kind = 'conflict';
  constructor(instanceId: string, spillId: string) {
    super(
      `Case ${instanceId} carries out spill ${spillId}, which is not over: nobody ends, holds, moves or changes it by hand. ` +
        'Complete its tasks, or retry its failed job as it is.',
    );
  }
}

/** The procedure begins with a report and with nothing else, and the next report must find it. */
export class SpillProcedureByHandError extends CongvanError {
  readonly code = 'documents.spill-procedure-by-hand';
  readonly kind = 'conflict';
  constructor(processKey: string) {
    super(
      `The process ${processKey} is neither started nor suspended by hand: the report of a spill begins it. ` +
        'Report the document or file (POST /secret-spills).',
    );
  }
}

/** The procedure has gone beyond that step: what was removed cannot be released, what was released is not removed. */
export class SpillNotLockedError extends CongvanError {
  readonly code = 'documents.spill-not-locked';
  readonly kind = 'conflict';
  constructor(id: string, status: string) {
    super(`Spill ${id} is ${status}: its content is no longer merely locked.`);
  }
}

/** No question was asked under this id. */
export class GateQuestionNotFoundError extends CongvanError {
  readonly code = 'documents.gate-question-not-found';
  readonly kind = 'not-found';
  constructor(id: string) {
    super(`There is no question ${id} about a file.`);
  }
}

/** A question is answered once. */
export class GateQuestionAnsweredError extends CongvanError {
  readonly code = 'documents.gate-question-answered';
  readonly kind = 'conflict';
  constructor(id: string) {
    super(`Question ${id} was answered before. What is a secret all the same is reported (POST /secret-spills).`);
  }
}

/** Who has confirmed that something is a secret would remove it himself. */
export class RemovalByWhoConfirmedError extends CongvanError {
  readonly code = 'documents.removal-by-who-confirmed';
  readonly kind = 'forbidden';
  constructor(spillId: string, login: string) {
    super(`${login} has confirmed spill ${spillId}, so somebody else of the IT unit removes its content: nothing goes on one person's word.`);
  }
}
