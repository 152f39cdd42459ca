export {
  AmbiguousMessageError,
  DecisionNotFoundError,
  DefinitionNotFoundError,
  DeploymentRefusedError,
  HandlerRegistrationError,
  InstanceEndedError,
  InstanceNotFoundError,
  InstanceSuspendedError,
  KeptMessageNotFoundError,
  LeaseLostError,
  MessageNotCorrelatedError,
  OfferNotFoundError,
  RunawayCallsError,
  TaskNotFoundError,
  TaskNotOpenError,
} from './errors.js';
export { completeAdHoc, type CompleteAdHocInput } from './ad-hoc/complete-ad-hoc.command.js';
export { listOffers, type Offer } from './ad-hoc/offers.query.js';
export { startAdHocActivity, type StartAdHocActivityInput } from './ad-hoc/start-ad-hoc-activity.command.js';
export { callCycles } from './definitions/call-cycles.js';
export { canBeCalled, notCallable } from './definitions/check-calls.js';
export { type DecisionRow, listDecisions } from './definitions/decisions.query.js';
export { DefinitionStore } from './definitions/definition-store.js';
export {
  type DefinitionRow,
  type DeploymentRow,
  getDefinition,
  listDefinitions,
  listDeployments,
} from './definitions/definitions.query.js';
export { deployOwnFolder } from './definitions/deploy-own-folder.command.js';
export {
  type DeployedDefinition,
  type DeploymentResult,
  deployProcesses,
  type DeployProcessesInput,
} from './definitions/deploy-processes.command.js';
export { type ReadDeployment, readDeployment } from './definitions/read-deployment.js';
export { type DeploymentResource, readProcessFolder } from './definitions/read-process-folder.js';
export { refuseUnservedTopics } from './definitions/refuse-unserved-topics.js';
export { type CountedRow, countDueTimes, type CountingTools } from './due-times/count-due-times.js';
export { recomputeDueTimes, type RecomputeDueTimesInput } from './due-times/recompute-due-times.js';
export { readTimedInstances, type TimedInstance, type TimedRow } from './due-times/timed-instances.js';
export { CommandExecutor, type CommandExecutorOptions } from './executor/command-executor.js';
export type { Command, CommandContext, KeepHistory, MessageRules, UnknownCalendars, UnknownOwners } from './executor/command.js';
export type { Announce, CaseNotice, Tell, Told } from './executor/tell.js';
export { IdempotencyKeyReusedError } from './executor/errors.js';
export { RuntimeMetrics } from './executor/runtime-metrics.js';
export {
  completeExternalTask,
  type CompleteExternalTaskInput,
} from './external-tasks/complete-external-task.command.js';
export {
  endExternalTaskWithBpmnError,
  type EndExternalTaskWithBpmnErrorInput,
} from './external-tasks/end-external-task-with-bpmn-error.command.js';
export {
  ExternalTaskLockedError,
  ExternalTaskNotFoundError,
  ExternalTaskNotLockedError,
  TooManyWaitingError,
} from './external-tasks/errors.js';
export {
  extendExternalTaskLock,
  type ExtendExternalTaskLockInput,
} from './external-tasks/extend-external-task-lock.command.js';
export type { ExternalTask } from './external-tasks/external-task.js';
export {
  countExternalTasks,
  type ExternalTaskFilter,
  getExternalTask,
  listExternalTasks,
} from './external-tasks/external-tasks.query.js';
export { failExternalTask, type FailExternalTaskInput } from './external-tasks/fail-external-task.command.js';
export {
  fetchAndLock,
  type FetchAndLockInput,
  type LockedExternalTask,
  type TopicFilter,
  type TopicRequest,
} from './external-tasks/fetch-and-lock.command.js';
export { lockExternalTask, type LockExternalTaskInput } from './external-tasks/lock-external-task.command.js';
export { rerouteTopics } from './external-tasks/reroute-topics.command.js';
export { unlockExternalTasks, type UnlockExternalTasksInput } from './external-tasks/unlock-external-tasks.command.js';
export { type FetchOptions, WaitingFetches, type WaitingFetchesOptions } from './external-tasks/waiting-fetches.js';
export type { AttemptedAgain } from './failed-jobs/await-attempts.js';
export { cancelJob, type CancelJobInput, type CancelledJob } from './failed-jobs/cancel-job.command.js';
export {
  cancelFailedJobs,
  type FailedJobSelection,
  type RefusedJob,
  resolveFailedJobs,
} from './failed-jobs/change-failed-jobs.js';
export {
  JobHasNoScopeError,
  JobNotFailedError,
  JobNotFoundError,
  JobNotResolvableError,
} from './failed-jobs/errors.js';
export {
  type FailedJobFilter,
  type FailedJobRow,
  type JobStatus,
  listFailedJobs,
} from './failed-jobs/failed-jobs.query.js';
export type { InstanceAfter } from './failed-jobs/instance-after.js';
export { type ResolvedJob, resolveJob, type ResolveJobInput } from './failed-jobs/resolve-job.command.js';
export { retryFailedJob, retryFailedJobs, type RetryHow } from './failed-jobs/retry-failed-jobs.js';
export { type RetriedJob, retryJob, type RetryJobInput } from './failed-jobs/retry-job.command.js';
export { tellFailedJobs, type TellFailedJobsInput } from './failed-jobs/tell-failed-jobs.command.js';
export {
  type ActivityRow,
  type EndedActivityFilter,
  type EndedActivityRow,
  listActivities,
  listEndedActivities,
} from './history/activities.query.js';
export {
  type CleanedHistory,
  type CleanedProcess,
  cleanHistory,
  type CleanHistoryOptions,
  type HistoryTools,
} from './history/clean-history.js';
export { historyUpkeep } from './history/history-upkeep.js';
export { listVariableChanges, type VariableChangeRow } from './history/variable-changes.query.js';
export { cancelInstance, type CancelInstanceInput } from './instances/cancel-instance.command.js';
export { continueCase, type ContinueCaseInput } from './instances/continue-case.command.js';
export { getInstance, type InstanceDetail } from './instances/instance-detail.query.js';
export { type InstanceFilter, type InstanceRow, listInstances } from './instances/instances.query.js';
export { lockCase } from './instances/lock-case.js';
export { startInstance, type StartInstanceInput } from './instances/start-instance.command.js';
export { listTimers, type TimerRow } from './instances/timers.query.js';
export { countStandingJobs, type StandingJobs } from './jobs/count-standing-jobs.query.js';
export { isFreeForWorker } from './jobs/free-jobs.js';
export { getJob, type JobDetail } from './jobs/job-detail.query.js';
export type { FailureReport, JobFailure } from './jobs/job-failure.js';
export type { JobKind } from './jobs/job-kind.js';
export { type AlsoWorkOf, changeTask, type ChangeTaskInput, type TaskChanges, type TaskOwners } from './live-change/change-task.command.js';
export { CalledInstanceError, MigrationPlanRefusedError, UnknownOwnersError } from './live-change/errors.js';
export { migrateInstance, type MigrateInstanceInput } from './live-change/migrate-instance.command.js';
export {
  type InstanceMigration,
  migrateInstances,
  type MigrateInstancesInput,
  type MigrationReport,
  type MigrationTools,
} from './live-change/migrate-instances.js';
export { modifyInstance, type ModifyInstanceInput } from './live-change/modify-instance.command.js';
export type { OperatorTools } from './live-change/operator-tools.js';
export { rescheduleTimer, type RescheduleTimerInput } from './live-change/reschedule-timer.command.js';
export { resumeInstance, type ResumeInstanceInput } from './live-change/resume-instance.command.js';
export { setVariables, type SetVariablesInput } from './live-change/set-variables.command.js';
export { resumeDefinition, type ResumeDefinitionInput, suspendDefinition } from './live-change/suspend-definition.js';
export {
  type SuspendedTimers,
  suspendInstance,
  type SuspendInstanceInput,
} from './live-change/suspend-instance.command.js';
export {
  correlateMessage,
  type CorrelateMessageInput,
  type CorrelationResult,
} from './messages/correlate-message.command.js';
export { deleteKeptMessage } from './messages/delete-kept-message.command.js';
export { type KeptMessageRow, listKeptMessages } from './messages/kept-messages.query.js';
export { sendMessage, type SendMessageInput } from './messages/send-message.command.js';
export { broadcastSignal, type BroadcastSignalInput } from './signals/broadcast-signal.command.js';
export type { SignalReach } from './signals/broadcast.js';
export {
  type ConditionalStartOutcome,
  type ConditionalStarts,
  evaluateConditionalStarts,
  type EvaluateConditionalStartsInput,
} from './starts/evaluate-conditional-starts.command.js';
export {
  completeLockedTask,
  completeUserTask,
  type CompleteUserTaskInput,
  LOCK_TASK,
  LOCKED_TASK_COLUMNS,
  type LockedTask,
} from './tasks/complete-user-task.command.js';
export { PeriodicUpkeep, type PeriodicUpkeepOptions } from './upkeep/periodic-upkeep.js';
export {
  BpmnError,
  type JobContext,
  type JobHandler,
  JobHandlerRegistry,
  type JobResult,
  PermanentFailure,
} from './worker/job-handler.js';
export { jobVariablesReader, nameSchema, optionalText } from './worker/job-variables.js';
export { JobRunner, type JobRunnerOptions } from './worker/job-runner.js';
export { JobWorker, type JobWorkerOptions } from './worker/job-worker.js';
