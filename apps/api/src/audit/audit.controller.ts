import { listAudit } from '#audit';
import { Database } from '#database';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers } from '../../../office/src/index.js';
import { instant, pageOf, pageQuery } from '../paging.js';

const auditEntriesQuery = pageQuery.extend({
  actor: z.string().max(100).optional().describe('Tên đăng nhập của người làm.'),
  subject: z.string().max(100).optional().describe('Loại đối tượng, ví dụ `user-task`.'),
  subjectId: z.string().max(200).optional().describe('Id của đối tượng.'),
});
const auditEntryPage = pageOf(
  'AuditEntryPage',
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
@Controller('audit-entries')
export class AuditController {
  constructor(private readonly database: Database) {}

  @Get()
  @Allow.groups('admin')
  @ApiOperation({ summary: 'Nhật ký chỉ ghi thêm: ai đã thay đổi gì, trong yêu cầu nào; mới nhất trước.' })
  @Answers(auditEntryPage)
  listAuditEntries(
    @Query({ schema: auditEntriesQuery }) query: z.infer<typeof auditEntriesQuery>,
  ): Promise<z.infer<typeof auditEntryPage>> {
    return listAudit(this.database, query);
  }
}
