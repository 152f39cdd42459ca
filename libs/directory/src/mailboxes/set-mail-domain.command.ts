import type { Command } from '#runtime';
import { MailDomainInvalidError } from './errors.js';
import { isMailDomain } from './mailbox-address.js';

/** Sets the domain of the mailboxes that are made from now on; those that there are keep their addresses. @throws MailDomainInvalidError */
export const setMailDomain: Command<{ readonly domain: string }, void> = {
  name: 'directory.set-mail-domain',
  async run(context, { domain }) {
    if (!isMailDomain(domain)) throw new MailDomainInvalidError(domain);
    const [old] = await context.tx.query<{ mailDomain: string | null }>('select mail_domain as "mailDomain" from agency for no key update');
    if (old?.mailDomain === domain) return context.nothingChanged();
    await context.tx.execute('update agency set mail_domain = $1', [domain]);
    context.audit({ subject: 'agency', subjectId: 'agency', detail: { old: { mailDomain: old?.mailDomain ?? null }, new: { mailDomain: domain } } });
  },
};
