import { listAudit } from '#audit';
import { Database } from '#database';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers } from '../../../office/src/index.js';
import { instant, listOf } from '../paging.js';

const auditQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  before: z.coerce.number().int().positive().optional().describe('`id` của dòng cuối trang trước.'),
  actor: z.string().max(100).optional().describe('Tên đăng nhập của người làm.'),
  subject: z.string().max(100).optional().describe('Loại đối tượng, ví dụ `user-task`.'),
  subjectId: z.string().max(200).optional(),
});
const auditAnswer = listOf(
  'AuditEntries',
  z.object({
    id: z.int(),
    at: instant,
    actor: z.string(),
    requestId: z.string(),
    action: z.string(),
    subject: z.string(),
    subjectId: z.string(),
    detail: z.record(z.string(), z.unknown()),
  }),
);

@ApiTags('audit')
@Controller('audit')
export class AuditController {
  constructor(private readonly database: Database) {}

  @Get()
  @Allow.groups('admin')
  @ApiOperation({ summary: 'Nhật ký chỉ ghi thêm: ai đã thay đổi gì, trong yêu cầu nào; mới nhất trước.' })
  @Answers(auditAnswer)
  async list(@Query({ schema: auditQuery }) query: z.infer<typeof auditQuery>): Promise<z.infer<typeof auditAnswer>> {
    return { items: await listAudit(this.database, query) };
  }
}
