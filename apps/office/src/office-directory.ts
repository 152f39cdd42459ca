import { type GiveBack, membersOfGroup, type TellDeputy, type TellOfHandover } from '#directory';
import { groupNotifier, notifyPeople } from '#notifications';
import { giveBackLentTasks } from '#worklist';

/** How somebody hears that he does the work of another for some days. */
export const tellDeputy: TellDeputy = async (context, { deputy, title, holder, from, to, delegationId }) => {
  await context.run(notifyPeople, {
    logins: [deputy],
    notice: {
      kind: 'reminder',
      title: 'Bạn được cử làm thay',
      body: `Từ ngày ${from} đến hết ngày ${to}, bạn làm thay ${holder} (${title}): việc gửi đến chức vụ ấy có trong danh sách việc của bạn.`,
      event: `delegation:${delegationId}`,
    },
  });
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
