/** An account as it should stand. */
export interface WantedAccount {
  /** The login of the person in our directory. It never changes, and the system keeps it beside the account. */
  readonly key: string;
  /** What the person signs in with there. Of an account that exists only {@link AccountSystem.renameAccount} changes it. */
  readonly name: string;
  /** Family, middle, given name, with diacritics. */
  readonly fullName: string;
  readonly mail: string | null;
}

/** An account as it stands. */
export interface HeldAccount {
  /** Null where it was not made by us. */
  readonly key: string | null;
  readonly name: string;
  readonly fullName: string;
  readonly mail: string | null;
  readonly locked: boolean;
  /** By which the system itself knows it: a DN, a SCIM id. */
  readonly externalId: string;
  /** Last sign-in, ISO 8601 UTC; null where the system does not tell, or nobody ever did. */
  readonly lastUsedAt: string | null;
}

/** A mailbox of a unit as it should stand: a group of accounts. */
export interface WantedMailbox {
  /** `qlcn@sct.example`. Never given to another mailbox later, and therefore its key. */
  readonly address: string;
  /** Keys of the accounts that answer for it, at least one (148/QĐ-SCT 2014 §13.1: the head). */
  readonly managers: readonly string[];
  /** Keys of further accounts that may use it. */
  readonly delegates: readonly string[];
}

/** A mailbox as it stands. Accounts in it that we did not make are left out. */
export interface HeldMailbox extends WantedMailbox {
  /** False where it was not made by us. */
  readonly ours: boolean;
  readonly externalId: string;
  /** When it was last used, ISO 8601 UTC; null: never; undefined: the system does not tell. */
  readonly lastUsedAt?: string | null;
}

/** What a call that may be repeated has changed. */
export type Put = { readonly outcome: 'created' | 'updated' | 'unchanged'; readonly externalId: string };
/** `absent`: there is no such account or mailbox of ours. */
export type Changed = 'changed' | 'unchanged' | 'absent';

/**
 * A directory or mail system that holds the accounts of people and the mailboxes of units. Every call may be repeated, and
 * leaves what is right alone; each stands by itself, so that one that breaks off is repeated from its beginning.
 *
 * All throw {@link AccountSystemUnavailableError} where the same call may succeed later, and
 * {@link AccountSystemRefusedError} where somebody must act first, also for values with control or format characters.
 */
export interface AccountSystem {
  /** @throws NameHeldByAnotherError for a new account whose name belongs to one that is not this person's */
  putAccount(account: WantedAccount): Promise<Put>;
  /** @throws NameHeldByAnotherError */
  renameAccount(key: string, name: string): Promise<Changed>;
  /** Nobody signs in with it until it is unlocked. */
  lockAccount(key: string): Promise<Changed>;
  unlockAccount(key: string): Promise<Changed>;
  /** Takes the account out of all mailboxes, too. @throws LastManagerError, and nothing is changed */
  removeAccount(key: string): Promise<Changed>;
  /** @param mustChange whether the next sign-in must change it, where the system can ask for that */
  setPassword(key: string, password: string, options: { readonly mustChange: boolean }): Promise<Changed>;
  findAccount(key: string): Promise<HeldAccount | undefined>;
  /** All accounts, also those that we did not make, in no order. */
  listAccounts(): AsyncIterable<HeldAccount>;

  /** Everybody in it must have an account there. @throws NameHeldByAnotherError for a new one whose address is not ours */
  putMailbox(mailbox: WantedMailbox): Promise<Put>;
  removeMailbox(address: string): Promise<Changed>;
  /** All mailboxes, also those that we did not make, in no order. */
  listMailboxes(): AsyncIterable<HeldMailbox>;
}
