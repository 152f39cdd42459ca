import type { Caller } from '#audit';
import { Database } from '#database';
import { cancelObligation, listObligations, READERS_OF_ALL } from '#documents';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { unitInScope } from '../access/unit-scope.js';
import { cancelObligationBody, replyObligationPage, replyObligationsQuery } from './document.schemas.js';

@ApiTags('documents')
@Controller('reply-obligations')
@Allow.signedIn()
export class ReplyObligationsController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Nghĩa vụ phúc đáp, hạn gần nhất trước; trưởng phòng xem của phòng mình.' })
  @Answers(replyObligationPage)
  async listReplyObligations(
    @Query({ schema: replyObligationsQuery }) query: z.infer<typeof replyObligationsQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof replyObligationPage>> {
    return listObligations(this.database, { ...query, unit: unitInScope(principal, READERS_OF_ALL, query.unit) });
  }

  @Post(':id/cancellation')
  @TakesIdempotencyKey()
  @Allow.groups('leader', 'chief-of-office')
  @ApiOperation({
    summary: 'Không còn phải phúc đáp văn bản này, ví dụ do vào sổ nhầm.',
    description: 'Chỉ khi hồ sơ đã bị hủy. Cho đến lúc đó nghĩa vụ và thời hạn của nó còn mở, vẫn được nhắc và báo cáo.',
  })
  @AnswersNothing()
  async cancelObligation(
    @Param('id', { schema: z.uuid() }) obligationId: string,
    @Body({ schema: cancelObligationBody }) { reason }: z.output<typeof cancelObligationBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(cancelObligation, { obligationId, reason }, caller);
  }
}
