import { CongvanError, type Finding } from '#foundation';

/** There is no instruction that holds: none was given yet, or it was taken back. */
export class NotInstructedError extends CongvanError {
  readonly code = 'documents.not-instructed';
  readonly kind = 'conflict';
  constructor(documentId: string) {
    super(`No instruction holds for incoming document ${documentId}. The leader gives it in his task "Bút phê của lãnh đạo".`);
  }
}

/** What was ordered contradicts itself, the directory or the deadlines; all findings at once. Nothing was changed. */
export class InstructionRefusedError extends CongvanError {
  readonly code = 'documents.instruction-refused';
  readonly kind = 'invalid';
  constructor(documentId: string, findings: readonly Finding[]) {
    super(`The instruction of incoming document ${documentId} cannot be changed like this; nothing was changed.`, { findings });
  }
}

/** Somebody who did not give it, and is not a leader, wants to change an instruction or take it back. */
export class InstructionForbiddenError extends CongvanError {
  readonly code = 'documents.instruction-forbidden';
  readonly kind = 'forbidden';
  constructor(documentId: string, who: string) {
    super(`The instruction of incoming document ${documentId} is not yours to change: ${who}.`);
  }
}

/** Nothing is done by the instruction any more, so nothing of it can be changed. */
export class HandlingEndedError extends CongvanError {
  readonly code = 'documents.handling-ended';
  readonly kind = 'conflict';
  constructor(documentId: string, what: string) {
    super(`The instruction of incoming document ${documentId} cannot be changed any more: ${what}.`);
  }
}

/** The case runs by a version of its process that knows no such change. */
export class CaseOfEarlierModelError extends CongvanError {
  readonly code = 'documents.case-of-earlier-model';
  readonly kind = 'conflict';
  constructor(documentId: string, instanceId: string) {
    super(
      `The case ${instanceId} of incoming document ${documentId} runs by an earlier version of its process, which does not know this ` +
        'change of the instruction. An administrator takes it to the present one first: npx congvan migrate.',
    );
  }
}

/** Somebody to whom the head had passed the work on wants to return the document to the leader. */
export class ReturnForbiddenError extends CongvanError {
  readonly code = 'documents.return-forbidden';
  readonly kind = 'forbidden';
  constructor(taskId: string) {
    super(`The document of task ${taskId} is returned to the leader by the head of the lead unit only. Give the task back to him.`);
  }
}

/** An answer is signed and waits for its number: it has to be issued before anything else takes its place. */
export class AnswerSignedError extends CongvanError {
  readonly code = 'documents.answer-signed';
  readonly kind = 'conflict';
  constructor(documentId: string) {
    super(`The answer to incoming document ${documentId} is signed already and waits for its number. Have it issued first.`);
  }
}

/** Who has begun with what an instruction gave to a unit, and when. */
export interface BegunWork {
  readonly task: string;
  readonly login: string;
  readonly name: string | null;
  /** ISO 8601 UTC; null: it is held, and nobody said that he has opened it. */
  readonly at: string | null;
}

/** A unit has opened its work, so the instruction is not taken back; it can be changed. */
export class InstructionOpenedError extends CongvanError {
  readonly code = 'documents.instruction-opened';
  readonly kind = 'conflict';
  constructor(documentId: string, begun: readonly BegunWork[]) {
    const [first] = begun;
    super(`The instruction of incoming document ${documentId} is not taken back: "${first!.task}" ${howBegun(first!)}. Change it instead.`, {
      findings: begun.map((work) => ({ code: 'work-opened', where: work.task, what: howBegun(work), mend: 'Change the instruction instead.' })),
    });
  }
}

function howBegun({ login, name, at }: BegunWork): string {
  return at === null ? `is held by ${name ?? login}` : `was opened by ${name ?? login} at ${at}`;
}

/** Somebody sends by hand what the office tells a case when it has decided something. */
export class OfficeMessageError extends CongvanError {
  readonly code = 'documents.office-message';
  readonly kind = 'forbidden';
  constructor(message: string, act: string) {
    super(`The message "${message}" is sent by the act that it tells of, and not by hand. ${act}.`);
  }
}
