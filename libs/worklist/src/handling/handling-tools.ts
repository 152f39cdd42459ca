import type { CommandContext } from '#runtime';
import type { TaskStep } from '../task-step.js';

/** What people are told about a task. Texts are Vietnamese. */
export interface TaskNotice {
  readonly title: string;
  readonly body: string;
  readonly instanceId: string;
  readonly taskId: string;
  /** The same for every repetition of one event: nobody hears of it twice. */
  readonly event: string;
}

/** What lies in other libs and the app hands in. All of it acts inside the caller's transaction. */
export interface HandlingTools {
  readonly tell: (context: CommandContext, logins: readonly string[], notice: TaskNotice) => Promise<void>;
  /** The groups that the directory gives somebody today: none for people whom it does not know or who hold no post. */
  readonly groupsOf: (context: CommandContext, login: string) => Promise<readonly string[]>;
  /** Refuses somebody who would not be let to complete the task, for what he did before or may not do. */
  readonly refuseUnfit: RefuseUnfit;
  /** Refuses where the document of one of these instances is locked. */
  readonly refuseLocked: (context: CommandContext, instanceIds: readonly string[]) => Promise<void>;
}

export type RefuseUnfit = (context: CommandContext, step: TaskStep) => Promise<void>;
