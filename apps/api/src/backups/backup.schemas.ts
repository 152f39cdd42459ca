import { z } from 'zod';
import { instant, pageOf } from '../paging.js';

/** One run of the check of backups, or one command about them. */
export const backupPage = pageOf(
  'BackupRuns',
  z.object({
    id: z.uuid(),
    instanceId: z.uuid().nullable().meta({ description: 'Hồ sơ của quy trình; null: làm bằng lệnh trên máy chủ.' }),
    command: z.enum(['create', 'verify']).nullable().meta({ description: 'Làm bằng lệnh: create: sao lưu; verify: khôi phục thử một bản; null: quy trình làm.' }),
    commandBy: z.string().nullable().meta({ description: 'Người dùng của máy chủ đã ra lệnh.' }),
    status: z.enum(['running', 'made', 'verified', 'failed']).meta({ description: 'running: đang chạy; made: đã sao lưu, chưa khôi phục thử; verified: đã khôi phục thử đạt; failed: hỏng.' }),
    startedAt: instant,
    endedAt: instant.nullable(),
    attempts: z.int(),
    folder: z.string().nullable(),
    madeAt: instant.nullable(),
    verifiedAt: instant.nullable(),
    tables: z.int().nullable(),
    rows: z.int().nullable(),
    files: z.int().nullable(),
    bytes: z.int().nullable(),
    sealed: z.boolean().nullable(),
    createMs: z.int().nullable(),
    verifyMs: z.int().nullable(),
    reason: z.string().nullable(),
    carriedTo: z.string().nullable(),
    carriedBy: z.string().nullable(),
    carriedAt: instant.nullable(),
  }),
);
