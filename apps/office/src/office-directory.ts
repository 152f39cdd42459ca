import type { TellDeputy } from '#directory';
import { notifyPeople } from '#notifications';

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
