import type { Caller } from '#audit';
import { Database } from '#database';
import { CommandExecutor, listTimers } from '#runtime';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing, officeOperations } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { CurrentCaller } from '../access/principal.js';
import { pageQuery } from '../paging.js';
import {
  cancelBody,
  modifyBody,
  rescheduleBody,
  resumeBody,
  setVariablesBody,
  suspendInstanceBody,
  suspensionAnswer,
  timerPage,
} from './live-change.schemas.js';

const instanceId = { schema: z.uuid() };

/** What operators do to one running case. People's own work is with the tasks. */
@ApiTags('operations')
@Controller('process-instances/:id')
@Allow.groups('admin', 'it')
export class InstanceOperationsController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
  ) {}

  @Post('cancel')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Hủy một việc cùng mọi quy trình nó đã gọi.' })
  @AnswersNothing()
  async cancelProcessInstance(
    @Param('id', instanceId) id: string,
    @Body({ schema: cancelBody }) body: z.infer<typeof cancelBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeOperations.cancel, { instanceId: id, ...body }, caller);
  }

  @Post('suspend')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Tạm dừng một việc: không hoàn thành được, đồng hồ và việc tự động không chạy.' })
  @Answers(suspensionAnswer)
  suspendProcessInstance(
    @Param('id', instanceId) id: string,
    @Body({ schema: suspendInstanceBody }) body: z.infer<typeof suspendInstanceBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof suspensionAnswer>> {
    return this.executor.execute(officeOperations.suspend, { instanceId: id, ...body }, caller);
  }

  @Post('resume')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Cho một việc đang tạm dừng chạy lại.' })
  @Answers(suspensionAnswer)
  resumeProcessInstance(
    @Param('id', instanceId) id: string,
    @Body({ schema: resumeBody }) { withCalled }: z.infer<typeof resumeBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof suspensionAnswer>> {
    return this.executor.execute(officeOperations.resume, { instanceId: id, withCalled }, caller);
  }

  @Post('variables')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Sửa biến của một việc; nhật ký chỉ ghi tên biến.' })
  @AnswersNothing()
  async setProcessInstanceVariables(
    @Param('id', instanceId) id: string,
    @Body({ schema: setVariablesBody }) body: z.output<typeof setVariablesBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeOperations.setVariables, { instanceId: id, ...body }, caller);
  }

  @Post('modify')
  @TakesIdempotencyKey()
  @ApiOperation({
    summary: 'Chuyển bước bằng tay: tất cả các lệnh hoặc không lệnh nào.',
    description: 'Không còn bước nào đang chạy thì việc bị hủy.',
  })
  @AnswersNothing()
  async modifyProcessInstance(
    @Param('id', instanceId) id: string,
    @Body({ schema: modifyBody }) body: z.output<typeof modifyBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeOperations.modify, { instanceId: id, ...body }, caller);
  }

  @Get('timers')
  @ApiOperation({ summary: 'Các đồng hồ đang chờ của một việc, gần nhất trước.' })
  @Answers(timerPage)
  listProcessInstanceTimers(
    @Param('id', instanceId) id: string,
    @Query({ schema: pageQuery }) page: z.infer<typeof pageQuery>,
  ): Promise<z.infer<typeof timerPage>> {
    return listTimers(this.database, id, page);
  }

  @Post('timers/:key')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Dời một đồng hồ sang thời điểm khác.' })
  @AnswersNothing()
  async rescheduleProcessInstanceTimer(
    @Param('id', instanceId) id: string,
    @Param('key', { schema: z.coerce.number().int().min(1) }) key: number,
    @Body({ schema: rescheduleBody }) { due }: z.infer<typeof rescheduleBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeOperations.reschedule, { instanceId: id, key, due }, caller);
  }
}
