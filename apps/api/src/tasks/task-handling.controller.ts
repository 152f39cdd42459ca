import type { Caller } from '#audit';
import { CommandExecutor } from '#runtime';
import { recordOpening } from '#worklist';
import { Controller, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, AnswersNothing } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';

/** From hand to hand: what becomes of a task before somebody completes it. */
@ApiTags('tasks')
@Controller('tasks')
@Allow.signedIn()
export class TaskHandlingController {
  constructor(private readonly executor: CommandExecutor) {}

  @Post(':id/opening')
  @TakesIdempotencyKey()
  @ApiOperation({
    summary: 'Người làm việc đã mở việc ra xem.',
    description: 'Chỉ xem qua `GET` thì chưa tính là mở. Việc đã mở thì người giao không lấy lại được nữa.',
  })
  @AnswersNothing()
  async recordOpening(
    @Param('id', { schema: z.uuid() }) taskId: string,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(recordOpening, { taskId, groups }, caller);
  }
}
