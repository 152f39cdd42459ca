import type { Caller } from '#audit';
import { Database } from '#database';
import { delegatePost, endDelegation, listDelegations } from '#directory';
import type { Configuration } from '#foundation';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing, CONFIGURATION, giveBackFromDeputy, tellOfDelegation } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { OwnPostsOnly } from '../access/own-posts-only.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { delegated, delegationBody, delegationPage, delegationsQuery, endDelegationBody } from './delegation.schemas.js';

/** Who does the work of whom, and when. */
@ApiTags('directory')
@Controller('delegations')
@Allow.signedIn()
@OwnPostsOnly()
export class DelegationsController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Ai làm thay ai, mới ghi trước. Căn cứ và lý do chỉ người có liên quan và người phụ trách nhân sự thấy.' })
  @Answers(delegationPage)
  listDelegations(
    @Query({ schema: delegationsQuery }) query: z.infer<typeof delegationsQuery>,
    @CurrentPrincipal() reader: Principal,
  ): Promise<z.infer<typeof delegationPage>> {
    return listDelegations(this.database, { ...query, reader });
  }

  @Post()
  @TakesIdempotencyKey()
  @ApiOperation({
    summary: 'Cử người làm thay một chức vụ trong một số ngày.',
    description:
      'Người giữ chức vụ cử; khi vắng thì cấp trên cử (trưởng đơn vị; với trưởng đơn vị là lãnh đạo; với lãnh đạo là lãnh đạo khác). Tổ chức cán bộ, ' +
      'Chánh Văn phòng, quản trị chỉ ghi lại, căn cứ phải có số văn bản. Người làm thay có việc của chức vụ ấy, không cử tiếp người khác; ' +
      'muốn ký thay phải có thẩm quyền ký riêng.',
  })
  @Answers(delegated, { status: 201 })
  delegatePost(
    @Body({ schema: delegationBody }) body: z.output<typeof delegationBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof delegated>> {
    return this.executor.execute(delegatePost, { ...body, groups, mostDays: this.configuration.DELEGATION_MAX_DAYS, tell: tellOfDelegation }, caller);
  }

  @Post(':id/end')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Thôi làm thay ngay, trước ngày đã ghi.' })
  @AnswersNothing()
  async endDelegation(
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: endDelegationBody }) { reason }: z.output<typeof endDelegationBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(endDelegation, { id, reason, groups, giveBack: giveBackFromDeputy, tell: tellOfDelegation }, caller);
  }
}
