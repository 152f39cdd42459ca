import { AccountSystemUnavailableError } from '#connectors';
import type { AccountSystems } from './account-systems.js';

/** Where an address is taken by somebody we do not know. */
export interface StrangerMailbox {
  /** Systems in which it is that of a mailbox that we did not make. */
  readonly heldIn: readonly string[];
  /** Systems that did not answer: there it comes out when the mailbox is made. */
  readonly unasked: readonly string[];
}

/**
 * Asks every other system for mailboxes under one address that we did not make. For requests of people, outside of any transaction.
 * @throws AccountSystemRefusedError
 */
export async function findStrangerMailbox(systems: AccountSystems, address: string): Promise<StrangerMailbox> {
  const found = await Promise.all(
    systems.others.map(async (system) => {
      try {
        for await (const mailbox of systems.get(system).listMailboxes()) {
          if (mailbox.address.toLowerCase() === address && !mailbox.ours) return { heldIn: [system], unasked: [] };
        }
        return { heldIn: [], unasked: [] };
      } catch (error) {
        if (!(error instanceof AccountSystemUnavailableError)) throw error;
        return { heldIn: [], unasked: [system] };
      }
    }),
  );
  return { heldIn: found.flatMap(({ heldIn }) => heldIn), unasked: found.flatMap(({ unasked }) => unasked) };
}
