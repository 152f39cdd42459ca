import { type FigureDefinition, type FigureReader, figuresOf } from './figure.js';

const count = { unit: 'count', when: 'period' } as const;

const WORK = {
  /** Automatic tasks of processes (service, rule and send tasks) that came to their end; cancelled ones are left out. */
  'work.done': { ...count, group: 'work', name: 'Bước tự động đã xong', meaning: 'Số bước hệ thống tự làm trong các quy trình, kết thúc trong kỳ; không tính bước bị hủy.' },
  /** Attempts that failed, also those that a later attempt made good. */
  'work.failedAttempts': { ...count, group: 'work', name: 'Lần thử hỏng', meaning: 'Số lần hệ thống thử làm một bước mà hỏng trong kỳ, kể cả khi lần thử sau đã làm được.' },
  /** Acts of operators on failed jobs: retried, resolved, cancelled. */
  'work.mended': { ...count, group: 'work', name: 'Lần người vận hành xử lý bước hỏng', meaning: 'Số lần người vận hành cho thử lại, đánh dấu đã xử lý hoặc hủy một bước hỏng trong kỳ.' },
  /** Jobs whose attempts are used up and that wait for an operator. */
  'work.failedNow': { group: 'work', unit: 'count', when: 'drawing', name: 'Bước hỏng đang chờ', meaning: 'Số bước đã thử hết số lần mà vẫn hỏng, đang chờ người vận hành lúc lập báo cáo.' },
} as const satisfies Record<string, FigureDefinition>;

export const workFigures: FigureReader = async (tx, { from, to }) => {
  const [row] = await tx.query<Record<keyof typeof WORK, number>>(
    `select
       (select count(*) from activity_history
        where ended_at >= $1 and ended_at < $2 and not cancelled and element_type in ('serviceTask', 'businessRuleTask', 'sendTask', 'scriptTask')) as "work.done",
       (select count(*) from audit_entry
        where at >= $1 and at < $2 and action in ('runtime.fail-job', 'runtime.fail-external-task')) as "work.failedAttempts",
       (select count(*) from audit_entry
        where at >= $1 and at < $2 and action in ('runtime.retry-job', 'runtime.resolve-job', 'runtime.cancel-job')) as "work.mended",
       (select count(*) from job where status = 'failed') as "work.failedNow"`,
    [from, to],
  );
  return figuresOf(WORK, row);
};

const SIGN_INS = {
  'sign-ins.done': { ...count, group: 'sign-ins', name: 'Lần đăng nhập', meaning: 'Số lần đăng nhập thành công trong kỳ.' },
  /** Logins, each once. */
  'sign-ins.people': { ...count, group: 'sign-ins', name: 'Người đã đăng nhập', meaning: 'Số người đăng nhập thành công ít nhất một lần trong kỳ.' },
  /** A wrong password, a locked account, a name that nobody has, a first password that has grown too old. */
  'sign-ins.refused': { ...count, group: 'sign-ins', name: 'Lần đăng nhập bị từ chối', meaning: 'Số lần đăng nhập không được trong kỳ: sai mật khẩu, tài khoản khóa, không có tên ấy, mật khẩu đầu quá hạn.' },
} as const satisfies Record<string, FigureDefinition>;

export const signInFigures: FigureReader = async (tx, { from, to }) => {
  const [row] = await tx.query<Record<keyof typeof SIGN_INS, number>>(
    `select count(*) filter (where detail ->> 'outcome' = 'signed-in') as "sign-ins.done",
            count(distinct subject_id) filter (where detail ->> 'outcome' = 'signed-in') as "sign-ins.people",
            count(*) filter (where detail ->> 'outcome' = 'refused') as "sign-ins.refused"
     from audit_entry where at >= $1 and at < $2 and action = 'identity.sign-in'`,
    [from, to],
  );
  return figuresOf(SIGN_INS, row);
};
