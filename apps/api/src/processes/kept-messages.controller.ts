import type { Caller } from '#audit';
import { Database } from '#database';
import { CommandExecutor, deleteKeptMessage, listKeptMessages } from '#runtime';
import { Controller, Delete, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing } from '../../../office/src/index.js';
import { CurrentCaller } from '../access/principal.js';
import { keptMessagePage, keptMessagesQuery } from './event.schemas.js';

/** Messages that came before anybody waited for them. */
@ApiTags('operations')
@Controller('kept-messages')
@Allow.groups('admin', 'it')
export class KeptMessagesController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Các thông điệp đang được giữ cho nơi sẽ chờ, sắp hết hạn trước.' })
  @Answers(keptMessagePage)
  listKeptMessages(
    @Query({ schema: keptMessagesQuery }) query: z.infer<typeof keptMessagesQuery>,
  ): Promise<z.infer<typeof keptMessagePage>> {
    return listKeptMessages(this.database, query);
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Bỏ một thông điệp đang được giữ.' })
  @AnswersNothing()
  async deleteKeptMessage(@Param('id', { schema: z.uuid() }) id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.executor.execute(deleteKeptMessage, { id }, caller);
  }
}
