import { membersOfGroup } from '#directory';
import { reportSpill } from '#documents';
import { lockEverywhere } from '#identity';
import { incidentCommands, type IncidentTools } from '#incidents';
import { throughGate } from './office-gate.js';
import { tellAs } from './tell.js';

/** What incidents need of notices, posts, accounts and the procedure for secrets. */
export const incidentTools: IncidentTools = {
  tell: tellAs('escalation'),
  membersOf: membersOfGroup,
  reportSpill: (context, found) => context.run(reportSpill, found),
  async lockAccount(context, account) {
    // The incident itself tells people.
    await context.run(lockEverywhere, { ...account, tell: [] });
  },
};

const commands = incidentCommands(incidentTools);

/** What people do with incidents: what they write, and the files that come with it, go through the gate. */
export const officeIncidents = {
  report: throughGate(commands.report, ({ attachmentIds }, { id }) => ({ subject: 'incident', subjectId: id, attached: attachmentIds })),
  merge: throughGate(commands.merge, ofIncident),
  correct: throughGate(commands.correct, ofIncident),
  answer: throughGate(commands.answer, ofIncident),
  takeOver: throughGate(commands.takeOver, ofIncident),
  withdraw: throughGate(commands.withdraw, ofIncident),
};

function ofIncident({ incidentId }: { readonly incidentId: string }) {
  return { subject: 'incident', subjectId: incidentId };
}
