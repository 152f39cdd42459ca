import type { CommandContext } from '#runtime';

/** A person with his groups of today. */
export interface Decider {
  readonly login: string;
  readonly groups: readonly string[];
}

/** The caller's groups of today, and who has decided. */
export interface Deciding {
  readonly groups: readonly string[];
  /** Who has decided on paper, where the caller only enters it; absent: the caller. */
  readonly approver?: Decider;
}

export function deciderOf({ caller }: CommandContext, { groups, approver }: Deciding): Decider {
  return approver ?? { login: caller.actor, groups };
}

/** What makes a request the same as another: groups change with posts in the meantime. */
export function withoutGroups<Input extends Deciding>({ groups: _groups, approver, ...request }: Input): object {
  return { ...request, approvedBy: approver?.login };
}

/** Those of a unit: `head:KT`, `unit:KT`, … */
export function groupsOfUnits(groups: readonly string[]): string[] {
  return groups.filter((group) => group.includes(':'));
}
