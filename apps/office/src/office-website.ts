import { membersOfGroup } from '#directory';
import { coverAround, inspectMessage } from '#documents';
import { recordQuestionStep, refuseUnfitForArticle, refuseUnfitForQuestion, type SubmitArticleInput, websiteCommands, type WebsiteTools } from '#website';
import type { BeforeCompletion, HandlingTools } from '#worklist';
import { throughGate } from './office-gate.js';
import { tellAs } from './tell.js';

/** What the website needs of notices and posts. */
export const websiteTools: WebsiteTools = {
  tell: tellAs('reminder'),
  membersOf: membersOfGroup,
  inspect: inspectMessage,
  forget: coverAround,
};

const commands = websiteCommands(websiteTools);

/** What people do about the website: what they write, and the files that come with it, go through the gate. */
export const officeWebsite = {
  submit: throughGate(commands.submit, (input, { id }) => ofWords({ ...input, articleId: id })),
  revise: throughGate(commands.revise, ofWords),
  correct: throughGate(commands.correct, ofWords),
  withdraw: throughGate(commands.withdraw, ofArticle),
  takeDown: throughGate(commands.takeDown, ofArticle),
  saveSection: throughGate(commands.saveSection, ({ code }) => ({ subject: 'website-section', subjectId: code })),
  /** Not through the gate of the staff: nobody outside says of himself that what he sends is no secret. */
  ask: commands.ask,
  withdrawQuestion: commands.withdrawQuestion,
  removeAskers: commands.removeAskers,
  turnAwayComplaint: commands.turnAwayComplaint,
  writeAnswer: throughGate(commands.writeAnswer, ofQuestion),
  correctAnswer: throughGate(commands.correctAnswer, ofQuestion),
  keepAnswer: throughGate(commands.keepAnswer, ofQuestion),
  takeDownAnswer: throughGate(commands.takeDownAnswer, ofQuestion),
};

/** Who does which step of an article or of a question. */
export const refuseUnfitForWebsiteStep: HandlingTools['refuseUnfit'] = async (context, step) => {
  await refuseUnfitForArticle(context, step);
  await refuseUnfitForQuestion(context, step);
};

const recordQuestion = recordQuestionStep(websiteTools);

/** What is written down where a task of the website is completed. */
export const recordWebsiteTask: BeforeCompletion = async (context, completion) => {
  await refuseUnfitForArticle(context, completion);
  await recordQuestion(context, completion);
};

function ofArticle({ articleId, attachmentIds = [] }: { readonly articleId: string; readonly attachmentIds?: readonly string[] }) {
  return { subject: 'website-article', subjectId: articleId, attached: attachmentIds };
}

/** An article is announced by its title as a document by its subject: there a complaint calls itself one. */
function ofWords({ groups: _groups, title, ...words }: SubmitArticleInput & { readonly articleId: string }) {
  return { ...ofArticle({ ...words }), texts: { ...words, subject: title } };
}

function ofQuestion({ questionId }: { readonly questionId: string }) {
  return { subject: 'website-question', subjectId: questionId };
}
