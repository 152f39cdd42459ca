export type { Command, CommandContext, UnknownOwners } from './command.js';
export { CommandExecutor, type CommandExecutorOptions } from './command-executor.js';
export { cancelInstance, type CancelInstanceInput } from './commands/cancel-instance.command.js';
export { completeUserTask, type CompleteUserTaskInput } from './commands/complete-user-task.command.js';
export { correlateMessage, type CorrelateMessageInput } from './commands/correlate-message.command.js';
export {
  type DeployedDefinition,
  type DeploymentResult,
  deployProcesses,
  type DeployProcessesInput,
} from './commands/deploy-processes.command.js';
export { startInstance, type StartInstanceInput } from './commands/start-instance.command.js';
export { DefinitionStore } from './definitions/definition-store.js';
export { type DeploymentResource, readProcessFolder } from './definitions/read-process-folder.js';
export { refuseUnservedTopics } from './definitions/refuse-unserved-topics.js';
export {
  DefinitionNotFoundError,
  DeploymentRefusedError,
  HandlerRegistrationError,
  InstanceEndedError,
  InstanceNotFoundError,
  JobNotFailedError,
  JobNotFoundError,
  LeaseLostError,
  TaskNotFoundError,
  TaskNotOpenError,
} from './errors.js';
export { BpmnError, type JobContext, type JobHandler, JobHandlerRegistry, type JobResult } from './jobs/job-handler.js';
export { JobRunner, type JobRunnerOptions } from './jobs/job-runner.js';
export { JobWorker, type JobWorkerOptions } from './jobs/job-worker.js';
export { retryJob } from './jobs/retry-job.command.js';
export {
  type DefinitionRow,
  getDefinition,
  listDefinitions,
  listDeployments,
  type DeploymentRow,
} from './queries/definitions.query.js';
export {
  type ActivityRow,
  getInstance,
  type InstanceDetail,
  type InstanceRow,
  listActivities,
  listInstances,
} from './queries/instances.query.js';
export { type FailedJobRow, listFailedJobs } from './queries/failed-jobs.query.js';
