import type { ExternalTask, LockedExternalTask } from '#runtime';
import type { z } from 'zod';
import type { externalTask, lockedTasksAnswer } from './external-task.schemas.js';
import { toTypedVariables } from './typed-variables.js';

/** A task in the words and formats of Camunda 7. */
export function toTaskAnswer(task: ExternalTask): z.infer<typeof externalTask> {
  return {
    id: task.id,
    topicName: task.topic,
    workerId: task.workerId,
    lockExpirationTime: task.lockedUntil === null ? null : toCamundaInstant(task.lockedUntil),
    createTime: toCamundaInstant(task.createdAt),
    priority: task.priority,
    retries: task.retries,
    errorMessage: task.errorMessage,
    errorDetails: task.errorDetails,
    suspended: task.suspended,
    businessKey: task.businessKey,
    activityId: task.elementId,
    activityInstanceId: `${task.elementId}:${task.activityKey}`,
    executionId: `${task.instanceId}:${task.activityKey}`,
    processInstanceId: task.instanceId,
    processDefinitionId: task.definitionId,
    processDefinitionKey: task.definitionKey,
    processDefinitionVersionTag: task.versionTag,
    tenantId: null,
  };
}

export function toLockedTaskAnswer(task: LockedExternalTask): z.infer<typeof lockedTasksAnswer>[number] {
  const { variables, extensionProperties } = task;
  return {
    ...toTaskAnswer(task),
    variables: toTypedVariables(variables),
    ...(extensionProperties !== undefined && { extensionProperties: { ...extensionProperties } }),
  };
}

function toCamundaInstant(instant: string): string {
  return instant.replace(/Z$/, '+0000');
}
