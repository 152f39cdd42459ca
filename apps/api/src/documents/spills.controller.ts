import type { Caller } from '#audit';
import { Database } from '#database';
import { getSpill, listSpills, refuseNonReadersOfSpilt, reportSpill } from '#documents';
import { getAttachment } from '#files';
import { CommandExecutor } from '#runtime';
import { getArticle, getQuestion } from '#website';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, requireAttachmentReader } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { reportedSpillAnswer, reportSpillBody, spillAnswer, spillPage, spillsQuery } from './gate.schemas.js';

/** Who has a part in the procedure, or answers for the agency. */
const CONCERNED = ['leader', 'chief-of-office', 'it', 'clerk'] as const;

@ApiTags('gate')
@Controller('secret-spills')
export class SpillsController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
  ) {}

  @Post()
  @TakesIdempotencyKey()
  @Allow.signedIn()
  @ApiOperation({
    summary: 'Báo một văn bản, một bài hoặc câu hỏi của trang tin, hoặc một tệp của hồ sơ công việc, có bí mật nhà nước: nội dung bị khóa ngay, thủ trưởng được báo ngay.',
    description: 'Ai đọc được thì báo được. Tệp của một văn bản được báo thì cả văn bản bị khóa. Không ghi nội dung ở đây.',
  })
  @Answers(reportedSpillAnswer, { status: 201 })
  async reportSpill(
    @Body({ schema: reportSpillBody }) body: z.output<typeof reportSpillBody>,
    @CurrentPrincipal() principal: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof reportedSpillAnswer>> {
    const { database } = this;
    if ('documentId' in body) await refuseNonReadersOfSpilt(database, principal, body.documentId);
    else if ('articleId' in body) await getArticle(database, principal, body.articleId);
    else if ('questionId' in body) await getQuestion(database, principal, body.questionId);
    else await requireAttachmentReader(database, principal, await getAttachment(database, body.attachmentId));
    const [reportedId] = Object.values(body) as [string];
    return this.executor.execute(reportSpill, { reportedId, groups: principal.groups }, caller);
  }

  @Get()
  @Allow.groups(...CONCERNED)
  @ApiOperation({ summary: 'Các vụ lộ bí mật, mới nhất trước; không có nội dung văn bản.' })
  @Answers(spillPage)
  listSpills(@Query({ schema: spillsQuery }) query: z.infer<typeof spillsQuery>): Promise<z.infer<typeof spillPage>> {
    return listSpills(this.database, query);
  }

  @Get(':id')
  @Allow.groups(...CONCERNED)
  @ApiOperation({ summary: 'Một vụ lộ bí mật: ai phát hiện, ai gỡ, báo nơi gửi thế nào, đánh giá.' })
  @Answers(spillAnswer)
  getSpill(@Param('id', { schema: z.uuid() }) id: string): Promise<z.infer<typeof spillAnswer>> {
    return getSpill(this.database, id);
  }
}
