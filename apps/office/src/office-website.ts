import { membersOfGroup } from '#directory';
import { groupNotifier, notifyPeople } from '#notifications';
import { websiteCommands, type WebsiteTools } from '#website';
import { throughGate } from './office-gate.js';

const notifyGroup = groupNotifier(membersOfGroup);

/** What the website needs of notices and posts. */
export const websiteTools: WebsiteTools = {
  async tell(context, { people, groups }, told) {
    const notice = { kind: 'escalation', ...told } as const;
    if (people.length > 0) await context.run(notifyPeople, { logins: people, notice });
    for (const group of groups) await notifyGroup(context, group, notice);
  },
  membersOf: membersOfGroup,
};

const commands = websiteCommands(websiteTools);

/** What people do about the website: what they write, and the files that come with it, go through the gate. */
export const officeWebsite = {
  submit: throughGate(commands.submit, ({ attachmentIds }, { id }) => ({ subject: 'website-article', subjectId: id, attached: attachmentIds })),
  revise: throughGate(commands.revise, ofArticle),
  correct: throughGate(commands.correct, ofArticle),
  withdraw: throughGate(commands.withdraw, ofArticle),
  takeDown: throughGate(commands.takeDown, ofArticle),
};

function ofArticle({ articleId, attachmentIds = [] }: { readonly articleId: string; readonly attachmentIds?: readonly string[] }) {
  return { subject: 'website-article', subjectId: articleId, attached: attachmentIds };
}
