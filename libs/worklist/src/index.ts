export { assignTask, type AssignTaskInput } from './assign-task.command.js';
export { claimTask, type ClaimTaskInput } from './claim-task.command.js';
export { completeTask, type CompleteTaskInput } from './complete-task.command.js';
export {
  AssigneeOutsideUnitError,
  EscalationGroupMissingError,
  ListForbiddenError,
  SubmissionRefusedError,
  TaskClaimedError,
  TaskForbiddenError,
  TaskNotOfferedError,
} from './errors.js';
export type { EscalationNotice, NotifyGroup } from './escalate.handler.js';
export { type CaseActivity, getTask, type TaskDetail } from './get-task.query.js';
export { listTasks, type TaskListFilter, type TaskRow, type TaskSort } from './list-tasks.query.js';
export type { Principal } from './task-rights.js';
export { unclaimTask, type UnclaimTaskInput } from './unclaim-task.command.js';
export { worklistHandlers } from './worklist-handlers.js';
