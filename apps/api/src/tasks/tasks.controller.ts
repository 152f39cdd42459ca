import type { Caller } from '#audit';
import { Database } from '#database';
import { actingFor, formDirectory } from '#directory';
import { outgoingFormLists } from '#documents';
import { type Clock, type Configuration, dateInZone, type JsonObject } from '#foundation';
import { CommandExecutor } from '#runtime';
import { claimTask, completeTask, getTask, getTaskForm, listTasks, unclaimTask } from '#worklist';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing, CLOCK, CONFIGURATION, hiddenCases, recordCompletion, refuseUnfit } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { completeTaskBody, taskFormAnswer, taskAnswer, taskPage, tasksQuery } from './task.schemas.js';

@ApiTags('tasks')
@Controller('tasks')
@Allow.signedIn()
export class TasksController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Việc của tôi, hoặc việc đang chờ nhóm của tôi.' })
  @Answers(taskPage)
  listTasks(
    @Query({ schema: tasksQuery }) query: z.infer<typeof tasksQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof taskPage>> {
    return listTasks(this.database, principal, query, hiddenCases);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Một việc với biến và lịch sử của hồ sơ.' })
  @Answers(taskAnswer)
  async getTask(
    @Param('id', { schema: z.uuid() }) id: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof taskAnswer>> {
    const task = await getTask(this.database, principal, id, hiddenCases);
    const doer = task.completedBy ?? task.assignee;
    const day = dateInZone(task.endedAt ?? this.clock.now(), this.configuration.OFFICE_TIME_ZONE);
    return { ...task, actingFor: doer === null ? [] : await actingFor(this.database, doer, task.candidateGroups, day) };
  }

  @Get(':id/form')
  @ApiOperation({ summary: 'Biểu mẫu của việc và dữ liệu để hiển thị nó.' })
  @Answers(taskFormAnswer)
  async getTaskForm(
    @Param('id', { schema: z.uuid() }) id: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof taskFormAnswer>> {
    return (await getTaskForm(this.database, principal, id, await this.formData(), hiddenCases)) ?? { schema: null, data: {} };
  }

  @Post(':id/claim')
  @ApiOperation({ summary: 'Nhận một việc đang chờ nhóm của tôi.' })
  @AnswersNothing()
  async claimTask(
    @Param('id', { schema: z.uuid() }) taskId: string,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(claimTask, { taskId, groups, refuseUnfit }, caller);
  }

  @Post(':id/unclaim')
  @ApiOperation({ summary: 'Thôi không nhận việc nữa: việc lại chờ nhóm. Việc do người khác giao thì trả lại người ấy (`/return`).' })
  @AnswersNothing()
  async unclaimTask(
    @Param('id', { schema: z.uuid() }) taskId: string,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(unclaimTask, { taskId, groups }, caller);
  }

  @Post(':id/complete')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Hoàn thành việc với các trường của biểu mẫu; biểu mẫu sai thì 422 với mọi lỗi một lúc.' })
  @AnswersNothing()
  async completeTask(
    @Param('id', { schema: z.uuid() }) taskId: string,
    @Body({ schema: completeTaskBody }) { variables, ...confirmation }: z.output<typeof completeTaskBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    const formData = await this.formData();
    await this.executor.execute(completeTask, { taskId, groups, variables, formData, beforeCompletion: recordCompletion(confirmation) }, caller);
  }

  /** The lists that forms choose from. */
  private async formData(): Promise<JsonObject> {
    const [directory, outgoing] = await Promise.all([
      formDirectory(this.database, this.today()),
      outgoingFormLists(this.database, this.today()),
    ]);
    return { ...directory, ...outgoing };
  }

  private today(): string {
    return dateInZone(this.clock.now(), this.configuration.OFFICE_TIME_ZONE);
  }
}
