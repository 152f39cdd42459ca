import { AccountSystemRefusedError, type Put, type WantedMailbox } from '#connectors';
import type { Command } from '#runtime';
import { recordMailbox } from '../systems/record-mailbox.js';
import { OWN_SYSTEM } from './own-system.js';

/** A mailbox that only our tables know. @throws AccountSystemRefusedError */
export const putOwnMailbox: Command<WantedMailbox, Put> = {
  name: 'identity.put-own-mailbox',
  async run(context, { address, managers, delegates }) {
    const people = [...managers, ...delegates];
    const known = await context.tx.query<{ login: string }>('select login from account where login = any($1) for share', [people]);
    const unknown = people.filter((each) => !known.some(({ login }) => login === each));
    if (unknown.length > 0) {
      throw new AccountSystemRefusedError(OWN_SYSTEM, `${unknown.join(', ')} has no account there`, 'Make the account first.');
    }
    const outcome = await recordMailbox(context, { system: OWN_SYSTEM, address, externalId: address, managers, delegates });
    if (outcome === 'unchanged') context.nothingChanged();
    else context.audit({ subject: 'mailbox', subjectId: address, detail: { system: OWN_SYSTEM, managers, delegates } });
    return { outcome, externalId: address };
  },
};
