/** The address of `mailbox`, as SQL; of a removed one the last it had. */
export const ADDRESS = '(select address from mailbox_address where mailbox_id = mailbox.id order by until desc nulls first limit 1)';
