import type { CommandContext } from './command.js';

/** Those who hear of something: people by login, and whoever is in these groups today. */
export interface Told {
  readonly people: readonly string[];
  readonly groups: readonly string[];
}

/** What people hear about a case. Texts are Vietnamese; `event` is the same for every repetition of one event, of which everybody hears once. */
export interface CaseNotice {
  readonly title: string;
  readonly body: string;
  readonly instanceId: string;
  readonly event: string;
}

/** Tells people of what may be no case, as `Tell` does. */
export type Announce = (context: CommandContext, to: Told, notice: Omit<CaseNotice, 'instanceId'> & { readonly instanceId?: string }) => Promise<void>;

/** Tells people of a case in the transaction of a command. Libs that have cases need it of the one that has notices; the app hands it in. */
export type Tell = (context: CommandContext, to: Told, notice: CaseNotice) => Promise<void>;
