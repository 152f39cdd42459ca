import { type Figure, type FigureDefinition, type FigureReader, figuresOf } from './figure.js';

const happened = { group: 'accounts', unit: 'count', when: 'period' } as const;
const stands = { group: 'accounts', unit: 'count', when: 'drawing' } as const;

const ACCOUNTS = {
  'accounts.opened': { ...happened, name: 'Tài khoản mở mới', meaning: 'Số tài khoản của hệ thống này được mở trong kỳ.' },
  /** Each change from open to locked; an account that is locked again while it is locked counts once. */
  'accounts.locked': { ...happened, name: 'Lần khóa tài khoản', meaning: 'Số lần một tài khoản đang mở bị khóa trong kỳ, do người hoặc do lộ mật khẩu.' },
  'accounts.unlocked': { ...happened, name: 'Lần mở khóa tài khoản', meaning: 'Số lần một tài khoản đang khóa được mở lại trong kỳ.' },
  /** Taken away, with its sessions; the person stays in the directory. */
  'accounts.closed': { ...happened, name: 'Tài khoản đã xóa', meaning: 'Số tài khoản của hệ thống này bị xóa trong kỳ.' },
  'accounts.active': { ...stands, name: 'Tài khoản đang mở', meaning: 'Số tài khoản không bị khóa lúc lập báo cáo.' },
  'accounts.lockedNow': { ...stands, name: 'Tài khoản đang khóa', meaning: 'Số tài khoản đang bị khóa lúc lập báo cáo.' },
  /** Open accounts whose first password, or one that IT has given since, was not changed yet. */
  'accounts.firstPasswords': { ...stands, name: 'Mật khẩu đầu chưa đổi', meaning: 'Số tài khoản đang mở mà người dùng chưa đổi mật khẩu được cấp.' },
  'accounts.oldestFirstPassword': { ...stands, unit: 'instant', name: 'Mật khẩu đầu cấp lâu nhất chưa đổi', meaning: 'Lúc cấp mật khẩu cũ nhất trong số mật khẩu được cấp mà chưa đổi.' },
  'accounts.passwordRequests': { ...happened, name: 'Yêu cầu cấp lại mật khẩu', meaning: 'Số yêu cầu cấp lại mật khẩu gửi trong kỳ.' },
  /** Each time an account was locked everywhere because others may know its password. */
  'accounts.exposures': { ...happened, name: 'Lần lộ mật khẩu', meaning: 'Số lần khóa một tài khoản ở mọi hệ thống trong kỳ vì mật khẩu có thể đã lộ.' },
  /** Here or in another system; a person counts once. */
  'accounts.exposedNow': { ...stands, name: 'Người còn mật khẩu lộ chưa thay', meaning: 'Số người mà mật khẩu đã lộ, ở hệ thống này hoặc hệ thống khác, chưa được thay lúc lập báo cáo.' },
} as const satisfies Record<string, FigureDefinition>;

export const accountFigures: FigureReader = async (tx, { from, to }) => {
  const [row] = await tx.query<Record<keyof typeof ACCOUNTS, number | string | null>>(
    `with happened as materialized (
       select action, detail from audit_entry where at >= $1 and at < $2 and subject = 'account'
     ), act as (
       select count(*) filter (where action = 'identity.create-account') as opened,
              count(*) filter (where detail -> 'new' ->> 'status' = 'locked' and detail -> 'old' ->> 'status' = 'active') as locked,
              count(*) filter (where detail -> 'new' ->> 'status' = 'active' and detail -> 'old' ->> 'status' = 'locked') as unlocked,
              count(*) filter (where action = 'identity.remove-own-account') as closed,
              count(*) filter (where action = 'identity.lock-everywhere') as exposures
       from happened
     ), standing as (
       select count(*) filter (where status = 'active') as active, count(*) filter (where status = 'locked') as locked,
              count(*) filter (where status = 'active' and must_change_password) as first,
              min(password_changed_at) filter (where status = 'active' and must_change_password) as oldest
       from account
     )
     select act.opened as "accounts.opened", act.locked as "accounts.locked", act.unlocked as "accounts.unlocked", act.closed as "accounts.closed",
            standing.active as "accounts.active", standing.locked as "accounts.lockedNow", standing.first as "accounts.firstPasswords",
            standing.oldest as "accounts.oldestFirstPassword",
            (select count(*) from password_reset where entered_at >= $1 and entered_at < $2) as "accounts.passwordRequests",
            act.exposures as "accounts.exposures",
            (select count(*) from (select login from account where exposed_at is not null union select login from exposed_elsewhere) as exposed) as "accounts.exposedNow"
     from act, standing`,
    [from, to],
  );
  return [...figuresOf(ACCOUNTS, row), ...(await inOtherSystems(tx, from, to))];
};

/** What service tasks do in other systems, as people read it. */
const ACTS = {
  'accounts.provision': 'mở, cập nhật',
  'accounts.lock': 'khóa',
  'accounts.unlock': 'mở khóa',
  'accounts.remove': 'xóa',
} as const;

/** By system and act; an account counts once for each act. */
async function inOtherSystems(tx: Parameters<FigureReader>[0], from: string, to: string): Promise<Figure[]> {
  const rows = await tx.query<{ system: string; act: keyof typeof ACTS; accounts: number }>(
    `select detail ->> 'system' as system, detail ->> 'act' as act, count(distinct subject_id) as accounts
     from audit_entry
     where at >= $1 and at < $2 and subject = 'account' and detail ->> 'act' = any($3) and detail ->> 'system' is not null
     group by 1, 2 order by 1, 2`,
    [from, to, Object.keys(ACTS)],
  );
  return rows.map(({ system, act, accounts }) => ({
    code: `${act}:${system}`,
    ...happened,
    name: `Tài khoản ở ${system}: ${ACTS[act]}`,
    meaning: 'Số tài khoản mà quy trình đã làm việc ấy ở hệ thống ấy trong kỳ; mỗi tài khoản tính một lần.',
    value: accounts,
  }));
}

const MAILBOXES = {
  'mailboxes.personal': { ...stands, group: 'mailboxes', name: 'Hộp thư cá nhân đang dùng', meaning: 'Số hộp thư cá nhân đang mở lúc lập báo cáo.' },
  'mailboxes.unit': { ...stands, group: 'mailboxes', name: 'Hộp thư đơn vị đang dùng', meaning: 'Số hộp thư của đơn vị đang mở lúc lập báo cáo.' },
  'mailboxes.created': { ...happened, group: 'mailboxes', name: 'Hộp thư mở mới', meaning: 'Số hộp thư được mở trong kỳ.' },
  'mailboxes.requestsDone': { ...happened, group: 'mailboxes', name: 'Yêu cầu về hộp thư đã làm xong', meaning: 'Số yêu cầu mở, đổi, tạm dừng, bỏ hộp thư của đơn vị đã làm xong trong kỳ.' },
  /** Of rounds that began in the period. */
  'mailboxes.dormant': { ...happened, group: 'mailboxes', name: 'Hộp thư lâu không dùng', meaning: 'Số hộp thư đơn vị lâu không dùng mà đợt rà soát bắt đầu trong kỳ đã hỏi.' },
  'mailboxes.dormantRemoved': { ...happened, group: 'mailboxes', name: 'Hộp thư lâu không dùng đã bỏ', meaning: 'Trong số ấy, số hộp thư đã bỏ đến lúc lập báo cáo.' },
} as const satisfies Record<string, FigureDefinition>;

export const mailboxFigures: FigureReader = async (tx, { from, to }) => {
  const [row] = await tx.query<Record<keyof typeof MAILBOXES, number>>(
    `select
       (select count(*) from mailbox where kind = 'personal' and status = 'active') as "mailboxes.personal",
       (select count(*) from mailbox where kind = 'unit' and status = 'active') as "mailboxes.unit",
       (select count(*) from mailbox where created_at >= $1 and created_at < $2) as "mailboxes.created",
       (select count(*) from mailbox_request where status = 'done' and ended_at >= $1 and ended_at < $2) as "mailboxes.requestsDone",
       dormant.asked as "mailboxes.dormant", dormant.removed as "mailboxes.dormantRemoved"
     from (select count(*) as asked, count(*) filter (where d.outcome = 'removed') as removed
           from dormant_round r join dormant_mailbox d on d.round_id = r.id where r.begun_at >= $1 and r.begun_at < $2) as dormant`,
    [from, to],
  );
  return figuresOf(MAILBOXES, row);
};
