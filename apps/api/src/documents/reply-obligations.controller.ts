import { Database } from '#database';
import { listObligations, READERS_OF_ALL } from '#documents';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Allow, Answers } from '../../../office/src/index.js';
import { CurrentPrincipal, type Principal } from '../access/principal.js';
import { unitInScope } from '../access/unit-scope.js';
import { replyObligationPage, replyObligationsQuery } from './document.schemas.js';

@ApiTags('documents')
@Controller('reply-obligations')
@Allow.signedIn()
export class ReplyObligationsController {
  constructor(private readonly database: Database) {}

  @Get()
  @ApiOperation({ summary: 'Nghĩa vụ phúc đáp, hạn gần nhất trước; trưởng phòng xem của phòng mình.' })
  @Answers(replyObligationPage)
  async listReplyObligations(
    @Query({ schema: replyObligationsQuery }) query: z.infer<typeof replyObligationsQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof replyObligationPage>> {
    return listObligations(this.database, { ...query, unit: unitInScope(principal, READERS_OF_ALL, query.unit) });
  }
}
