import type { Caller } from '#audit';
import { Database } from '#database';
import { listCorrespondents, saveCorrespondent } from '#documents';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { CurrentCaller } from '../access/principal.js';
import { correspondentBody, correspondentPage, correspondentsQuery, made } from './outgoing-document.schemas.js';

/** Organisations to which documents go. */
@ApiTags('documents')
@Controller('correspondents')
@Allow.groups('clerk', 'chief-of-office', 'admin')
export class CorrespondentsController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
  ) {}

  @Get()
  @Allow.signedIn()
  @ApiOperation({ summary: 'Danh bạ nơi nhận, theo tên.' })
  @Answers(correspondentPage)
  listCorrespondents(
    @Query({ schema: correspondentsQuery }) query: z.infer<typeof correspondentsQuery>,
  ): Promise<z.infer<typeof correspondentPage>> {
    return listCorrespondents(this.database, query);
  }

  @Post()
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Thêm một nơi nhận vào danh bạ.' })
  @Answers(made, { status: 201 })
  createCorrespondent(
    @Body({ schema: correspondentBody }) correspondent: z.output<typeof correspondentBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof made>> {
    return this.executor.execute(saveCorrespondent, { id: null, correspondent }, caller);
  }

  @Put(':id')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Sửa một nơi nhận; văn bản đã gửi không thay đổi.' })
  @AnswersNothing()
  async changeCorrespondent(
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: correspondentBody }) correspondent: z.output<typeof correspondentBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(saveCorrespondent, { id, correspondent }, caller);
  }
}
