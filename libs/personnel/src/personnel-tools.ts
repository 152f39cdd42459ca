import type { Transaction } from '#database';
import type { CommandContext, Tell } from '#runtime';

/** A person with the groups of the posts that he held when his work was drawn up. */
interface Holder {
  readonly login: string;
  readonly groups: readonly string[];
}

/** Whether it is done, or there was nothing left to do. */
export type Moved = 'moved' | 'over';

/** What this lib needs of others; the app hands it in. All of it runs in the transaction of the command, in the name of its caller. */
export interface PersonnelTools {
  readonly tell: Tell;
  /** The groups that somebody's posts give him on a day `YYYY-MM-DD`. */
  readonly groupsOf: (tx: Transaction, login: string, day: string) => Promise<readonly string[]>;
  /** Passes an open task from its holder to whoever may do it as well; it refuses whoever may not. */
  readonly moveTask: (context: CommandContext, move: { readonly taskId: string; readonly from: Holder; readonly to: string; readonly reason: string }) => Promise<Moved>;
  /** Shows tasks to a group whose members may then pass them on. */
  readonly climb: (context: CommandContext, taskIds: readonly string[], group: string) => Promise<void>;
  readonly moveAssignment: (context: CommandContext, move: { readonly assignmentId: string; readonly from: string; readonly to: string; readonly reason: string }) => Promise<Moved>;
  /** Who accepts work that he has given from now on: somebody who might have given it. */
  readonly moveGivenAssignment: (context: CommandContext, move: { readonly assignmentId: string; readonly from: string; readonly to: string; readonly reason: string }) => Promise<Moved>;
  /** A question that awaits his answer is asked of another. */
  readonly moveQuestion: (context: CommandContext, move: { readonly consultationId: string; readonly from: Holder; readonly to: string; readonly reason: string }) => Promise<Moved>;
  /** Who answers for a draft from now on; it comes back to him where it is returned. */
  readonly moveDraft: (context: CommandContext, move: { readonly documentId: string; readonly from: string; readonly to: string }) => Promise<Moved>;
  readonly moveWorkFile: (context: CommandContext, move: { readonly fileId: string; readonly keeper: string }) => Promise<Moved>;
  /** The mailbox of a unit to its head, who is refused where he is not; and from somebody who only used it. */
  readonly moveMailbox: (context: CommandContext, move: { readonly mailboxId: string; readonly to: string; readonly on: string; readonly note: string }) => Promise<Moved>;
  readonly endMailboxUse: (context: CommandContext, use: { readonly mailboxId: string; readonly useId: string }) => Promise<void>;
  readonly endDelegation: (context: CommandContext, delegation: { readonly id: string; readonly reason: string }) => Promise<void>;
  readonly endAuthority: (context: CommandContext, authority: { readonly id: string; readonly reason: string }) => Promise<void>;
  readonly endPost: (context: CommandContext, post: { readonly postId: string; readonly lastDay: string }) => Promise<void>;
  readonly appoint: (
    context: CommandContext,
    post: { readonly login: string; readonly unit: string; readonly role: string; readonly title: string; readonly from: string; readonly basis: string },
  ) => Promise<{ readonly postId: string }>;
  /** Gives a post back the last day that it had; null: none. */
  readonly restorePost: (context: CommandContext, post: { readonly postId: string; readonly lastDay: string | null }) => Promise<void>;
  /** Takes a post back that was given by mistake; one that has begun ends with the day before. */
  readonly withdrawPost: (context: CommandContext, post: { readonly postId: string; readonly reason: string }) => Promise<void>;
  /** Closes the account here and ends its sessions. It need not exist. */
  readonly lockAccount: (context: CommandContext, account: { readonly login: string; readonly reason: string }) => Promise<void>;
  /** Opens it again. */
  readonly unlockAccount: (context: CommandContext, account: { readonly login: string }) => Promise<void>;
}
