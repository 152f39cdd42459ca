export type { Command, CommandContext, MessageRules, UnknownOwners } from './command.js';
export { CommandExecutor, type CommandExecutorOptions } from './command-executor.js';
export { broadcastSignal, type BroadcastSignalInput } from './commands/broadcast-signal.command.js';
export { cancelInstance, type CancelInstanceInput } from './commands/cancel-instance.command.js';
export { completeAdHoc, type CompleteAdHocInput } from './commands/complete-ad-hoc.command.js';
export { completeUserTask, type CompleteUserTaskInput } from './commands/complete-user-task.command.js';
export {
  correlateMessage,
  type CorrelateMessageInput,
  type CorrelationResult,
} from './commands/correlate-message.command.js';
export {
  type DeployedDefinition,
  type DeploymentResult,
  deployProcesses,
  type DeployProcessesInput,
} from './commands/deploy-processes.command.js';
export {
  type ConditionalStartOutcome,
  type ConditionalStarts,
  evaluateConditionalStarts,
  type EvaluateConditionalStartsInput,
} from './commands/evaluate-conditional-starts.command.js';
export { startAdHocActivity, type StartAdHocActivityInput } from './commands/start-ad-hoc-activity.command.js';
export { startInstance, type StartInstanceInput } from './commands/start-instance.command.js';
export { callCycles } from './definitions/call-cycles.js';
export { canBeCalled, notCallable } from './definitions/check-calls.js';
export { DefinitionStore } from './definitions/definition-store.js';
export { type ReadDeployment, readDeployment } from './definitions/read-deployment.js';
export { type DeploymentResource, readProcessFolder } from './definitions/read-process-folder.js';
export { refuseUnservedTopics } from './definitions/refuse-unserved-topics.js';
export {
  AmbiguousMessageError,
  DecisionNotFoundError,
  DefinitionNotFoundError,
  DeploymentRefusedError,
  HandlerRegistrationError,
  InstanceEndedError,
  InstanceNotFoundError,
  JobNotFailedError,
  JobNotFoundError,
  KeptMessageNotFoundError,
  LeaseLostError,
  MessageNotCorrelatedError,
  OfferNotFoundError,
  RunawayCallsError,
  TaskNotFoundError,
  TaskNotOpenError,
} from './errors.js';
export { BpmnError, type JobContext, type JobHandler, JobHandlerRegistry, type JobResult } from './jobs/job-handler.js';
export { JobRunner, type JobRunnerOptions } from './jobs/job-runner.js';
export type { JobKind } from './jobs/schedule-jobs.js';
export { JobWorker, type JobWorkerOptions } from './jobs/job-worker.js';
export { retryJob } from './jobs/retry-job.command.js';
export { deleteKeptMessage } from './messages/delete-kept-message.command.js';
export {
  type DefinitionRow,
  getDefinition,
  listDefinitions,
  listDeployments,
  type DeploymentRow,
} from './queries/definitions.query.js';
export { type DecisionRow, listDecisions } from './queries/decisions.query.js';
export { getInstance, type InstanceDetail } from './queries/instance-detail.query.js';
export {
  type ActivityRow,
  type InstanceFilter,
  type InstanceRow,
  listActivities,
  listInstances,
} from './queries/instances.query.js';
export { type KeptMessageRow, listKeptMessages } from './queries/kept-messages.query.js';
export { listTimers, type TimerRow } from './queries/timers.query.js';
export { changeTask, type ChangeTaskInput, type TaskChanges } from './live-change/change-task.command.js';
export { CalledInstanceError, MigrationPlanRefusedError, UnknownOwnersError } from './live-change/errors.js';
export {
  type InstanceMigration,
  migrateInstances,
  type MigrateInstancesInput,
  type MigrationReport,
  type MigrationTools,
} from './live-change/migrate-instances.js';
export { modifyInstance, type ModifyInstanceInput } from './live-change/modify-instance.command.js';
export { rescheduleTimer, type RescheduleTimerInput } from './live-change/reschedule-timer.command.js';
export { resumeInstance, type ResumeInstanceInput } from './live-change/resume-instance.command.js';
export { type JobRetry, retryFailedJobs, type RetryFailedJobsInput } from './live-change/retry-failed-jobs.js';
export { setVariables, type SetVariablesInput } from './live-change/set-variables.command.js';
export { type OperatorTools, resumeDefinition, suspendDefinition } from './live-change/suspend-definition.js';
export { suspendInstance, type SuspendedTimers, type SuspendInstanceInput } from './live-change/suspend-instance.command.js';
export { type FailedJobFilter, type FailedJobRow, listFailedJobs } from './queries/failed-jobs.query.js';
export { listOffers, type Offer } from './queries/offers.query.js';
export type { SignalReach } from './signals/broadcast.js';
