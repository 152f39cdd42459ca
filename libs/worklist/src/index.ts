export { assignTask } from './assign-task.command.js';
export { claimTask } from './claim-task.command.js';
export { type BeforeCompletion, completeTask, type TaskCompletion } from './complete-task.command.js';
export { type EscalatedTask, escalateTasks } from './escalate-tasks.js';
export { getTask } from './get-task.query.js';
export { getTaskForm } from './get-task-form.query.js';
export { listTasks } from './list-tasks.query.js';
export { unclaimTask } from './unclaim-task.command.js';
export { worklistHandlers } from './worklist-handlers.js';
