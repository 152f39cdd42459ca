import { CongvanError, type Finding } from '#foundation';

export class ArticleNotFoundError extends CongvanError {
  readonly code = 'website.article-not-found';
  readonly kind = 'not-found';
  constructor(id: string) {
    super(`There is no article ${id}.`);
  }
}

/** Articles are read by whoever wrote them, the head of his unit and the board; each act is for one of them. */
export class WebsiteForbiddenError extends CongvanError {
  readonly code = 'website.forbidden';
  readonly kind = 'forbidden';
  /** @param act completes "you may not …" */
  constructor(act: string) {
    super(`You may not ${act}.`);
  }
}

/** The article as entered cannot be taken (47/QĐ-STP art. 4.1). Nothing of it was stored. */
export class ArticleRefusedError extends CongvanError {
  readonly code = 'website.article-refused';
  readonly kind = 'invalid';
  constructor(findings: readonly Finding[]) {
    super(`The article cannot be taken: ${findings.map(({ where, what }) => `${where} ${what}`).join('; ')}.`, { findings });
  }
}

/** It may hold a state secret, or held one: the procedure for that decides, and nobody works on it meanwhile (171/QĐ-BDT art. 4.2). */
export class WebsiteContentLockedError extends CongvanError {
  readonly code = 'website.content-locked';
  readonly kind = 'locked';
  constructor(label: string) {
    super(`${label} is locked, for it may hold a state secret. The leaders and the chief of office decide about it.`);
  }
}

/** What was asked fits no article in this state. */
export class WebsiteStateError extends CongvanError {
  readonly code = 'website.wrong-state';
  readonly kind = 'conflict';
  constructor(label: string, state: string, act: string) {
    super(`${label} is ${state}: ${act} is not possible any more, or not yet.`);
  }
}

/** Nobody but the tasks of the case decides what is published. */
export class WebsiteByHandError extends CongvanError {
  readonly code = 'website.by-hand';
  readonly kind = 'forbidden';
  constructor(act: string) {
    super(`You may not ${act}: what stands on the website is decided by the tasks of its case. Cancel the case, or ask the board.`);
  }
}

/** Somebody has moved a case to its end without anybody's approval. */
export class NotApprovedError extends CongvanError {
  readonly code = 'website.not-approved';
  readonly kind = 'conflict';
  constructor(label: string) {
    super(`${label} was approved by nobody but its writer. Lead its case back to the task that approves it, or cancel it.`);
  }
}

/** A process gave a service task variables that its handler cannot work with: the model, a table or a form is wrong. */
export class BadWebsiteVariablesError extends CongvanError {
  readonly code = 'website.bad-job-variables';
  readonly kind = 'internal';
  constructor({ elementId }: { elementId: string }, findings: readonly Finding[]) {
    const list = findings.map(({ where, what }) => `${where}: ${what}`).join('; ');
    super(`Service task ${elementId} cannot read its variables: ${list}.`, { findings });
  }
}

/** The agency has not switched its website on. */
export class WebsiteNotPublicError extends CongvanError {
  readonly code = 'website.not-public';
  readonly kind = 'not-found';
  constructor() {
    super('The agency does not publish its website here. It does where WEBSITE_PUBLIC is on.');
  }
}

/** No question has this id, or this link; whoever asks is not told which. */
export class QuestionNotFoundError extends CongvanError {
  readonly code = 'website.question-not-found';
  readonly kind = 'not-found';
  constructor() {
    super('There is no such question, or it was removed.');
  }
}

/** A question that the office does not take as it was sent. Nothing of it was stored. */
export class QuestionRefusedError extends CongvanError {
  readonly code = 'website.question-refused';
  readonly kind = 'invalid';
  constructor(findings: readonly Finding[]) {
    super(`The question cannot be taken: ${findings.map(({ where, what }) => `${where} ${what}`).join('; ')}.`, { findings });
  }
}

/** A step of a question as it was filled in cannot be taken; the task stays open. */
export class QuestionStepRefusedError extends CongvanError {
  readonly code = 'website.question-step-refused';
  readonly kind = 'invalid';
  constructor(findings: readonly Finding[]) {
    super(`The step cannot be taken: ${findings.map(({ where, what }) => `${where} ${what}`).join('; ')}.`, { findings });
  }
}
