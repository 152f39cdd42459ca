import type { AccountSystem } from '#connectors';
import type { Database } from '#database';
import type { CommandExecutor } from '#runtime';
import { OwnAccountSystem } from '../own-accounts/own-account-system.js';
import { OWN_SYSTEM } from '../own-accounts/own-system.js';
import { AccountSystemUnknownError } from '../errors.js';

/** All account systems of the office by name: its own tables, and what the settings name. */
export class AccountSystems {
  private readonly byName: ReadonlyMap<string, AccountSystem>;

  constructor(
    readonly tools: {
      readonly database: Database;
      readonly executor: CommandExecutor;
      /** Of office dates: who heads a unit today. */
      readonly zone: string;
    },
    others: ReadonlyMap<string, AccountSystem>,
  ) {
    this.byName = new Map<string, AccountSystem>([[OWN_SYSTEM, new OwnAccountSystem(tools)], ...others]);
  }

  /** Our own first. */
  get names(): string[] {
    return [...this.byName.keys()];
  }

  /** Without our own. */
  get others(): string[] {
    return this.names.filter((name) => name !== OWN_SYSTEM);
  }

  /** @throws AccountSystemUnknownError */
  get(name: string): AccountSystem {
    const system = this.byName.get(name);
    if (system === undefined) throw new AccountSystemUnknownError(name, this.names);
    return system;
  }
}
