import type { CommandContext } from '#runtime';

/** What people are told, in Vietnamese. */
export interface Told {
  readonly title: string;
  readonly body: string;
  /** Names what they hear of once. */
  readonly event: string;
  readonly instanceId: string;
  /** Logins of those who hear it beside the group. */
  readonly also?: readonly string[];
}

/** Tells the people of a group. The office knows who they are. */
export type TellGroup = (context: CommandContext, group: string, told: Told) => Promise<void>;
