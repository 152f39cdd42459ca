import { type GiveBack, type TellOfDelegation, type TellOfHandover, type TellOfPlan } from '#directory';
import { giveBackLentTasks } from '#worklist';
import { notifyGroup, tellAs } from './tell.js';

const tell = tellAs('reminder');

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
    await tell(context, { people: [login], groups: [] }, notice);
  }
};

/** What becomes of the tasks that a deputy has claimed, at the moment when he is let go. */
export const giveBackFromDeputy: GiveBack = (context, deputy) => giveBackLentTasks(context, { deputy, limit: null, notifyGroup });

/** How the head of a unit hears that he has its mailbox to take over. */
export const tellOfHandover: TellOfHandover = async (context, { mailboxId, address, head }) => {
  await tell(context, { people: [head], groups: [] }, {
    title: `Nhận bàn giao hộp thư ${address}`,
    body: 'Bạn đứng đầu đơn vị của hộp thư này. Hãy nhận bàn giao hộp thư, mật khẩu và nội dung từ người tiền nhiệm rồi ghi nhận bàn giao.',
    event: `mailbox-handover:${mailboxId}:${head}`,
  });
};

const PLAN_NEWS = {
  submitted: { title: 'Phương án sắp xếp tổ chức chờ duyệt', body: 'Xem những gì sẽ chuyển rồi duyệt hoặc không duyệt.' },
  approved: { title: 'Phương án sắp xếp tổ chức đã được duyệt', body: 'Phương án được thực hiện vào đầu ngày có hiệu lực.' },
  refused: { title: 'Phương án sắp xếp tổ chức không được duyệt', body: 'Lý do nằm trong phương án.' },
  withdrawn: { title: 'Phương án sắp xếp tổ chức đã rút', body: 'Không có gì thay đổi.' },
  done: { title: 'Đã sắp xếp tổ chức', body: 'Đơn vị, chức vụ và việc đang mở theo tổ chức mới; xem đơn vị và danh sách việc của bạn.' },
  failed: { title: 'Chưa thực hiện được phương án sắp xếp tổ chức', body: 'Danh bạ đã khác lúc kiểm tra, chưa có gì thay đổi. Phương án nêu mọi chỗ vướng: sửa, kiểm tra và trình lại.' },
} as const;

/** How people hear what becomes of a plan that changes units. */
export const tellOfPlan: TellOfPlan = async (context, { plan, event, people, groups }) => {
  const { title, body } = PLAN_NEWS[event];
  const { decisionNumber } = plan.content;
  await tell(context, { people, groups }, {
    title,
    body: `Quyết định số ${decisionNumber}, có hiệu lực từ ${plan.effectiveDay}. ${body}`,
    event: `reorganisation-plan:${plan.id}:${event}:${plan.checkedAt ?? ''}`,
  });
};
