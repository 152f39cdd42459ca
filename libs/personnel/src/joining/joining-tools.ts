import type { CommandContext } from '#runtime';
import type { PersonnelTools } from '../personnel-tools.js';

/** What taking somebody on needs of others; the app hands it in. All of it runs in the transaction of the command. */
export interface JoiningTools extends Pick<PersonnelTools, 'tell' | 'appoint' | 'withdrawPost' | 'lockAccount'> {
  /** Into the directory, under a login of the naming rule that nobody ever had. */
  readonly registerPerson: (context: CommandContext, person: { readonly fullName: string }) => Promise<{ readonly login: string }>;
  /** The person's own; an agency without a mail domain has none. One that he has already stays. */
  readonly createMailbox: (context: CommandContext, owner: { readonly login: string }) => Promise<void>;
  /** Takes his mailbox away; its address is never given again. He need not have one. */
  readonly removeMailbox: (context: CommandContext, owner: { readonly login: string; readonly reason: string }) => Promise<void>;
}
