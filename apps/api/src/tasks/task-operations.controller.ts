import type { Caller } from '#audit';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, AnswersNothing, officeOperations } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { changeTaskBody } from './task.schemas.js';

/** What operators do to a task that is not theirs. */
@ApiTags('operations')
@Controller('tasks')
@Allow.groups('admin', 'it')
export class TaskOperationsController {
  constructor(private readonly executor: CommandExecutor) {}

  @Post(':id/change')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Đổi người làm, hạn hoặc mức ưu tiên của một việc đang mở; không chuyển việc về chính mình.' })
  @AnswersNothing()
  async changeTask(
    @Param('id', { schema: z.uuid() }) taskId: string,
    @Body({ schema: changeTaskBody }) body: z.infer<typeof changeTaskBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeOperations.changeTask, { ...body, taskId, groups }, caller);
  }
}
