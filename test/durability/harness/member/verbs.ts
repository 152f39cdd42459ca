import { cancelInstance, type Command, correlateMessage, resumeInstance, retryJob, startInstance, suspendInstance } from '#runtime';
import { claimTask, completeTask } from '#worklist';

/** What clients ask for; the name is what stands in `witness.request`. */
export const verbs = {
  start: startInstance,
  claim: claimTask,
  complete: completeTask,
  message: correlateMessage,
  cancel: cancelInstance,
  suspend: suspendInstance,
  resume: resumeInstance,
  retry: retryJob,
};

export type Verb = keyof typeof verbs;

type CommandInput<Of> = Of extends Command<infer Input, infer _Output, infer _Row> ? Input : never;

export type InputOf<V extends Verb> = CommandInput<(typeof verbs)[V]>;
