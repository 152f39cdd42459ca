import type { Caller } from '#audit';
import { Database } from '#database';
import { groupsOf } from '#directory';
import { type Clock, type Configuration, dateInZone } from '#foundation';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, AnswersNothing, CLOCK, CONFIGURATION, officeTasks } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { assignTaskBody, handOverBody, returnTaskBody } from './task-handling.schemas.js';

/** From hand to hand: what becomes of a task before somebody completes it. */
@ApiTags('tasks')
@Controller('tasks')
@Allow.signedIn()
export class TaskHandlingController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

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
    await this.executor.execute(officeTasks.recordOpening, { taskId, groups }, caller);
  }

  @Post(':id/assign')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Trưởng phòng giao việc cho người của phòng mình.' })
  @AnswersNothing()
  async assignTask(
    @Param('id', { schema: z.uuid() }) taskId: string,
    @Body({ schema: assignTaskBody }) { assignee, ...body }: z.output<typeof assignTaskBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    const today = dateInZone(this.clock.now(), this.configuration.OFFICE_TIME_ZONE);
    const assigneeGroups = await groupsOf(this.database, assignee, today);
    await this.executor.execute(officeTasks.assign, { ...body, taskId, groups, assignee: { login: assignee, groups: assigneeGroups } }, caller);
  }

  @Post(':id/hand-over')
  @TakesIdempotencyKey()
  @ApiOperation({
    summary: 'Bàn giao việc đang giữ cho người khác làm được việc ấy, kèm lý do.',
    description: 'Người nhận phải thuộc nhóm được chào việc, hoặc thuộc đơn vị làm việc ấy.',
  })
  @AnswersNothing()
  async handOverTask(
    @Param('id', { schema: z.uuid() }) taskId: string,
    @Body({ schema: handOverBody }) body: z.output<typeof handOverBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeTasks.handOver, { ...body, taskId, groups }, caller);
  }

  @Post(':id/return')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Trả lại việc cho người đã giao, kèm lý do; không ai giao thì việc lại chờ nhóm.' })
  @AnswersNothing()
  async returnTask(
    @Param('id', { schema: z.uuid() }) taskId: string,
    @Body({ schema: returnTaskBody }) body: z.output<typeof returnTaskBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeTasks.return, { ...body, taskId, groups }, caller);
  }

  @Post(':id/recall')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Người đã giao hoặc bàn giao lấy lại việc khi người nhận chưa mở.' })
  @AnswersNothing()
  async recallTask(
    @Param('id', { schema: z.uuid() }) taskId: string,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeTasks.recall, { taskId, groups }, caller);
  }
}
