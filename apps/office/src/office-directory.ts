import { type GiveBack, membersOfGroup, type TellOfDelegation, type TellOfHandover } from '#directory';
import { groupNotifier, notifyPeople } from '#notifications';
import { giveBackLentTasks } from '#worklist';

/** How holder and deputy hear that one does the work of the other for some days, or does no more. */
export const tellOfDelegation: TellOfDelegation = async (context, people, { deputy, title, holder, from, to, ended, delegationId }) => {
  for (const login of people) {
    const isDeputy = login === deputy;
    const about = isDeputy ? `bạn làm thay ${holder} (${title})` : `${deputy} làm thay bạn (${title})`;
    const notice =
      ended === null
        ? {
            title: isDeputy ? 'Bạn được cử làm thay' : 'Đã ghi người làm thay bạn',
            body: `Từ ngày ${from} đến hết ngày ${to}, ${about}: việc gửi đến chức vụ ấy có trong danh sách việc của người làm thay.`,
            event: `delegation:${delegationId}`,
          }
        : {
            title: isDeputy ? 'Bạn thôi làm thay' : 'Người làm thay bạn đã thôi',
            body: `Từ ngày ${ended.on}, không còn việc ${about} đến ngày ${to}. Lý do: ${ended.reason}`,
            event: `delegation-ended:${delegationId}`,
          };
    await context.run(notifyPeople, { logins: [login], notice: { kind: 'reminder', ...notice } });
  }
};

const notifyGroup = groupNotifier(membersOfGroup);

/** What becomes of the tasks that a deputy has claimed, at the moment when he is let go. */
export const giveBackFromDeputy: GiveBack = (context, deputy) => giveBackLentTasks(context, { deputy, limit: null, notifyGroup });

/** How the head of a unit hears that he has its mailbox to take over. */
export const tellOfHandover: TellOfHandover = async (context, { mailboxId, address, head }) => {
  await context.run(notifyPeople, {
    logins: [head],
    notice: {
      kind: 'reminder',
      title: `Nhận bàn giao hộp thư ${address}`,
      body: 'Bạn đứng đầu đơn vị của hộp thư này. Hãy nhận bàn giao hộp thư, mật khẩu và nội dung từ người tiền nhiệm rồi ghi nhận bàn giao.',
      event: `mailbox-handover:${mailboxId}:${head}`,
    },
  });
};
