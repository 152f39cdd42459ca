import type { CommandContext } from '#runtime';

/** How people hear that somebody does, or does no more, the work of another, in the transaction that records it. */
export type TellOfDelegation = (context: CommandContext, people: readonly string[], told: DelegationToTell) => Promise<void>;

export interface DelegationToTell {
  readonly delegationId: string;
  /** Of the post. */
  readonly title: string;
  readonly holder: string;
  readonly deputy: string;
  /** Days `YYYY-MM-DD`, the first and the last. */
  readonly from: string;
  readonly to: string;
  /** Null: it is given. Else it ended early, with the reason and the first day on which it counts no more. */
  readonly ended: { readonly on: string; readonly reason: string } | null;
}

/** Both hear of it but who has entered it: nobody works for another, or is worked for, without knowing. */
export async function tellConcerned(context: CommandContext, tell: TellOfDelegation, told: DelegationToTell): Promise<void> {
  const people = [told.holder, told.deputy].filter((login) => login !== context.caller.actor);
  await tell(context, people, told);
}
