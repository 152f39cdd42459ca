import type { Caller } from '#audit';
import { Database } from '#database';
import {
  changeReminderPolicy,
  createReminderPolicy,
  deleteReminderPolicy,
  getReminderPolicy,
  listReminderPolicies,
} from '#reminders';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { OVERSEERS_OF_CASES } from '../access/overseers-of-cases.js';
import { CurrentCaller } from '../access/principal.js';
import { policyAnswer, policyBody, policyChangeBody, policyCreatedAnswer, policyList } from './reminder.schemas.js';

/** Those who keep the calendars decide when whom is reminded; all whom that may reach by their post may read it. */
@ApiTags('reminders')
@Controller('reminder-policies')
@Allow.groups('admin', 'chief-of-office')
export class ReminderPoliciesController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
  ) {}

  @Get()
  @Allow.groups(...OVERSEERS_OF_CASES)
  @ApiOperation({ summary: 'Các chính sách nhắc việc.' })
  @Answers(policyList)
  async listReminderPolicies(): Promise<z.infer<typeof policyList>> {
    return { items: await listReminderPolicies(this.database) };
  }

  @Get(':id')
  @Allow.groups(...OVERSEERS_OF_CASES)
  @ApiOperation({ summary: 'Một chính sách nhắc việc.' })
  @Answers(policyAnswer)
  getReminderPolicy(@Param('id', { schema: z.uuid() }) id: string): Promise<z.infer<typeof policyAnswer>> {
    return getReminderPolicy(this.database, id);
  }

  @Post()
  @TakesIdempotencyKey()
  @ApiOperation({
    summary: 'Thêm chính sách nhắc việc.',
    description:
      'Mỗi thời hạn theo một chính sách: chính sách đang bật, hợp với thời hạn và cụ thể nhất (bước, rồi quy trình, đơn vị, ' +
      'mức độ khẩn, loại thời hạn).',
  })
  @Answers(policyCreatedAnswer, { status: 201 })
  createReminderPolicy(
    @Body({ schema: policyBody }) body: z.output<typeof policyBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof policyCreatedAnswer>> {
    return this.executor.execute(createReminderPolicy, body, caller);
  }

  @Put(':id')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Đổi chính sách nhắc việc; lời nhắc chưa gửi được tính lại ngay.' })
  @AnswersNothing()
  async changeReminderPolicy(
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: policyChangeBody }) { changedAt, ...policy }: z.output<typeof policyChangeBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(changeReminderPolicy, { id, changedAt, policy }, caller);
  }

  @Delete(':id')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Bỏ chính sách nhắc việc.' })
  @AnswersNothing()
  async deleteReminderPolicy(
    @Param('id', { schema: z.uuid() }) id: string,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(deleteReminderPolicy, { id }, caller);
  }
}
