import { type FigureDefinition, type FigureReader, figuresOf } from './figure.js';

const happened = { unit: 'count', when: 'period' } as const;

const BACKUPS = {
  'backups.runs': { ...happened, group: 'backups', name: 'Lần sao lưu', meaning: 'Số lần sao lưu bắt đầu trong kỳ, theo quy trình hoặc bằng lệnh.' },
  /** A restore of it was tried and agreed with what was backed up. */
  'backups.verified': { ...happened, group: 'backups', name: 'Lần khôi phục thử thành công', meaning: 'Số lần sao lưu mà bản khôi phục thử khớp với dữ liệu, kiểm xong trong kỳ.' },
  'backups.failed': { ...happened, group: 'backups', name: 'Lần sao lưu hỏng', meaning: 'Số lần sao lưu bắt đầu trong kỳ mà không làm được, hoặc khôi phục thử không khớp.' },
  /** A copy in a second place. */
  'backups.carried': { ...happened, group: 'backups', name: 'Bản sao đã đưa đến nơi thứ hai', meaning: 'Số bản sao lưu đã kiểm được ghi là đưa đến nơi thứ hai trong kỳ.' },
  'backups.lastVerified': { group: 'backups', unit: 'instant', when: 'drawing', name: 'Lần khôi phục thử thành công gần nhất', meaning: 'Lúc kiểm xong bản sao lưu gần nhất mà bản khôi phục thử khớp.' },
} as const satisfies Record<string, FigureDefinition>;

export const backupFigures: FigureReader = async (tx, { from, to }) => {
  const [row] = await tx.query<Record<keyof typeof BACKUPS, number | string | null>>(
    `select count(*) filter (where started_at >= $1 and started_at < $2 and command is distinct from 'verify') as "backups.runs",
            count(*) filter (where verified_at >= $1 and verified_at < $2) as "backups.verified",
            count(*) filter (where started_at >= $1 and started_at < $2 and status = 'failed') as "backups.failed",
            count(*) filter (where carried_at >= $1 and carried_at < $2) as "backups.carried",
            max(verified_at) as "backups.lastVerified"
     from backup_run`,
    [from, to],
  );
  return figuresOf(BACKUPS, row);
};
