import { type FigureDefinition, type FigureReader, figuresOf } from './figure.js';

const happened = { unit: 'count', when: 'period' } as const;

const STORAGE = {
  /** Files of documents, work files and incidents; what was removed as a secret, or was never put on anything, is left out. */
  'storage.files': { group: 'storage', unit: 'count', when: 'drawing', name: 'Số tệp đang giữ', meaning: 'Số tệp của văn bản, hồ sơ, sự cố đang giữ lúc lập báo cáo.' },
  'storage.bytes': { group: 'storage', unit: 'bytes', when: 'drawing', name: 'Dung lượng tệp đang giữ', meaning: 'Tổng dung lượng các tệp ấy.' },
  'storage.added': { group: 'storage', unit: 'bytes', when: 'period', name: 'Dung lượng tệp thêm trong kỳ', meaning: 'Tổng dung lượng các tệp ấy mà được đưa vào trong kỳ.' },
  'storage.database': { group: 'storage', unit: 'bytes', when: 'drawing', name: 'Dung lượng cơ sở dữ liệu', meaning: 'Chỗ mà cơ sở dữ liệu chiếm trên đĩa lúc lập báo cáo.' },
} as const satisfies Record<string, FigureDefinition>;

export const storageFigures: FigureReader = async (tx, { from, to }) => {
  const [row] = await tx.query<Record<keyof typeof STORAGE, number>>(
    `select count(*) as "storage.files", coalesce(sum(size_bytes), 0)::bigint as "storage.bytes",
            coalesce(sum(size_bytes) filter (where stored_at >= $1 and stored_at < $2), 0)::bigint as "storage.added",
            pg_database_size(current_database()) as "storage.database"
     from attachment where linked_at is not null and content_removed_at is null`,
    [from, to],
  );
  return figuresOf(STORAGE, row);
};

const DOCUMENTS = {
  /** Numbers that were voided since are left out. */
  'documents.incoming': { ...happened, group: 'documents', name: 'Văn bản đến đã đăng ký', meaning: 'Số văn bản đến đăng ký trong kỳ; không tính số đã hủy.' },
  'documents.electronic': { ...happened, group: 'documents', name: 'Trong đó văn bản điện tử', meaning: 'Số văn bản đến ấy là văn bản điện tử.' },
  'documents.closed': { ...happened, group: 'documents', name: 'Văn bản đến đã giải quyết xong', meaning: 'Số văn bản đến được ghi kết quả xong trong kỳ, đăng ký từ bất cứ lúc nào.' },
  'documents.issued': { ...happened, group: 'documents', name: 'Văn bản đi đã phát hành', meaning: 'Số văn bản đi phát hành trong kỳ; không tính số đã hủy.' },
  /** Turned away at the door, such as what bears a mark of secrecy. */
  'documents.refused': { ...happened, group: 'documents', name: 'Văn bản không được đưa vào hệ thống', meaning: 'Số văn bản bị từ chối khi đăng ký trong kỳ, như văn bản có dấu độ mật.' },
} as const satisfies Record<string, FigureDefinition>;

export const documentFigures: FigureReader = async (tx, { from, to }) => {
  const [row] = await tx.query<Record<keyof typeof DOCUMENTS, number>>(
    `select come.registered as "documents.incoming", come.electronic as "documents.electronic",
       (select count(*) from incoming_document where closed_at >= $1 and closed_at < $2) as "documents.closed",
       (select count(*) from outgoing_document where issued_at >= $1 and issued_at < $2 and voided_at is null) as "documents.issued",
       (select count(*) from document_refusal where refused_at >= $1 and refused_at < $2) as "documents.refused"
     from (select count(*) as registered, count(*) filter (where medium = 'electronic') as electronic
           from incoming_document where registered_at >= $1 and registered_at < $2 and voided_at is null) as come`,
    [from, to],
  );
  return figuresOf(DOCUMENTS, row);
};

const DEADLINES = {
  /** By the deadline as it stood at the end, with its extensions. */
  'deadlines.tasksOnTime': { ...happened, group: 'deadlines', name: 'Việc xong đúng hạn', meaning: 'Số việc có hạn, hoàn thành trong kỳ, trước hoặc đúng hạn lúc hoàn thành.' },
  'deadlines.tasksLate': { ...happened, group: 'deadlines', name: 'Việc xong quá hạn', meaning: 'Số việc có hạn, hoàn thành trong kỳ, sau hạn lúc hoàn thành.' },
  'deadlines.tasksOverdue': { ...happened, when: 'drawing', group: 'deadlines', name: 'Việc đang quá hạn', meaning: 'Số việc đang mở mà hạn đã qua lúc lập báo cáo.' },
  /** Deadlines of cases: answers that are owed, given work, contributions. */
  'deadlines.casesMet': { ...happened, group: 'deadlines', name: 'Thời hạn của hồ sơ giữ được', meaning: 'Số thời hạn của hồ sơ (phúc đáp, việc giao, phối hợp) kết thúc trong kỳ và giữ được.' },
  'deadlines.casesMissed': { ...happened, group: 'deadlines', name: 'Thời hạn của hồ sơ bị trễ', meaning: 'Số thời hạn của hồ sơ kết thúc trong kỳ mà bị trễ.' },
} as const satisfies Record<string, FigureDefinition>;

export const deadlineFigures: FigureReader = async (tx, { from, to }) => {
  const [row] = await tx.query<Record<keyof typeof DEADLINES, number>>(
    `select task."onTime" as "deadlines.tasksOnTime", task.late as "deadlines.tasksLate",
       (select count(*) from user_task where status = 'open' and due_at < $3) as "deadlines.tasksOverdue",
       due.met as "deadlines.casesMet", due.missed as "deadlines.casesMissed"
     from (select count(*) filter (where ended_at <= due_at) as "onTime", count(*) filter (where ended_at > due_at) as late
           from user_task where status = 'completed' and ended_at >= $1 and ended_at < $2) as task,
          (select count(*) filter (where status = 'met') as met, count(*) filter (where status = 'missed') as missed
           from deadline where closed_at >= $1 and closed_at < $2) as due`,
    [from, to, tx.now],
  );
  return figuresOf(DEADLINES, row);
};
