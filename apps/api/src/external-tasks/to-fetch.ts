import type { FetchAndLockInput, TopicFilter, TopicRequest } from '#runtime';
import { NotAllowedError } from '../access/errors.js';
import type { ExternalWorkerAtRoute } from '../access/external-worker.js';
import type { FetchAndLockBody, TopicBody } from './external-task.schemas.js';
import { withoutNulls, type WithoutNulls } from './without-nulls.js';

/** What a worker asks for. @throws NotAllowedError naming the topics that it may not see */
export function toFetch(
  body: FetchAndLockBody,
  { tokenId, topics: allowed }: Pick<ExternalWorkerAtRoute, 'tokenId' | 'topics'>,
): FetchAndLockInput {
  const foreign = body.topics.filter(({ topicName }) => !allowed.includes(topicName));
  if (foreign.length > 0) {
    throw new NotAllowedError(`The token is not for the topics ${foreign.map(({ topicName }) => topicName).join(', ')}.`);
  }
  const { workerId, maxTasks, usePriority, sorting, topics } = body;
  return {
    tokenId,
    workerId,
    maxTasks,
    usePriority: usePriority ?? true,
    createTime: sorting?.[0]?.sortOrder,
    topics: topics.map(toTopicRequest),
  };
}

function toTopicRequest(topic: TopicBody): TopicRequest {
  const given = withoutNulls(topic);
  const { topicName, lockDuration, variables, localVariables, includeExtensionProperties } = given;
  return { topicName, lockDuration, variables, localVariables, includeExtensionProperties, filter: toFilter(given) };
}

/** Only what narrows the choice: a topic without a filter is one whose every task will do. */
function toFilter(topic: WithoutNulls<TopicBody>): TopicFilter {
  const { businessKey, processDefinitionVersionTag: versionTag, processVariables } = topic;
  const definitionIds = either(topic.processDefinitionId, topic.processDefinitionIdIn);
  const definitionKeys = either(topic.processDefinitionKey, topic.processDefinitionKeyIn);
  return {
    ...(businessKey !== undefined && { businessKey }),
    ...(definitionIds !== undefined && { definitionIds }),
    ...(definitionKeys !== undefined && { definitionKeys }),
    ...(versionTag !== undefined && { versionTag }),
    ...(processVariables !== undefined && { processVariables }),
  };
}

/** One and a list of several: both must hold, as in Camunda 7. */
function either(one: string | undefined, list: readonly string[] | undefined): readonly string[] | undefined {
  if (one === undefined) return list;
  return list === undefined || list.includes(one) ? [one] : [];
}
