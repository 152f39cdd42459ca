import type { Caller } from '#audit';
import { CalendarBook } from '#calendar';
import { Database } from '#database';
import type { Configuration } from '#foundation';
import { listReminders, previewReminders, retryReminder } from '#reminders';
import { CommandExecutor } from '#runtime';
import { Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing, CONFIGURATION } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { OVERSEERS_OF_CASES } from '../access/overseers-of-cases.js';
import { CurrentCaller } from '../access/principal.js';
import { previewAnswer, previewQuery, reminderPage, remindersQuery } from './reminder.schemas.js';

@ApiTags('reminders')
@Controller('reminders')
@Allow.groups(...OVERSEERS_OF_CASES)
export class RemindersController {
  constructor(
    private readonly database: Database,
    private readonly calendars: CalendarBook,
    private readonly executor: CommandExecutor,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Các lời nhắc đã đến lúc gửi, mới nhất trước, gửi được hay không.' })
  @Answers(reminderPage)
  listReminders(
    @Query({ schema: remindersQuery }) query: z.output<typeof remindersQuery>,
  ): Promise<z.infer<typeof reminderPage>> {
    return listReminders(this.database, query);
  }

  @Get('preview')
  @ApiOperation({ summary: 'Một thời hạn sẽ được nhắc những lúc nào, theo chính sách nào, và đã nhắc những gì.' })
  @Answers(previewAnswer)
  previewReminders(
    @Query({ schema: previewQuery }) deadline: z.output<typeof previewQuery>,
  ): Promise<z.infer<typeof previewAnswer>> {
    return previewReminders(this.database, this.calendars, { ...deadline, zone: this.configuration.OFFICE_TIME_ZONE });
  }

  @Post(':id/retry')
  @Allow.groups('admin', 'it', 'chief-of-office')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Cho gửi lại lời nhắc đã thôi thử, cả lời nhắc hoặc cho những người chưa nhận được.' })
  @AnswersNothing()
  async retryReminder(@Param('id', { schema: z.uuid() }) id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.executor.execute(retryReminder, { id }, caller);
  }
}
