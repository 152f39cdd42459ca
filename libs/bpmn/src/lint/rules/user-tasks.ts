import type { LintRule } from '../rule.js';

/** A user task is somebody's, and has a deadline. */
export const userTasks: LintRule = (graph, findings) => {
  for (const node of Object.values(graph.nodes)) {
    if (node.type !== 'userTask') continue;
    const { id, assignee, candidateUsers, candidateGroups, dueDate } = node;
    if (assignee === undefined && candidateUsers.length + candidateGroups.length === 0) {
      const mend = 'Give camunda:assignee, camunda:candidateUsers or camunda:candidateGroups.';
      findings.error(id, 'no-owner', 'Nobody would see this task: it has neither assignee nor candidates.', mend);
    }
    if (dueDate === undefined) {
      findings.warning(
        id,
        'no-due-date',
        'The task has no deadline, so it can never become overdue.',
        'Give camunda:dueDate.',
      );
    }
  }
};
