import type { Caller } from '#audit';
import { Database } from '#database';
import { CommandExecutor, completeAdHoc, DefinitionStore, listOffers, startAdHocActivity } from '#runtime';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { CurrentCaller } from '../access/principal.js';
import { pageQuery } from '../paging.js';
import { chooseActivityBody, offerPage } from './event.schemas.js';

const instanceId = { schema: z.uuid() };
const offerKey = { schema: z.coerce.number().int().min(1) };

/** Steps that no flow prescribes: those who direct the work of the whole office choose them. */
@ApiTags('processes')
@Controller('process-instances/:id/offers')
@Allow.groups('leader', 'chief-of-office', 'admin')
export class AdHocController {
  constructor(
    private readonly database: Database,
    private readonly definitions: DefinitionStore,
    private readonly executor: CommandExecutor,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Các bước chọn được của một việc lúc này.' })
  @Answers(offerPage)
  listOffers(
    @Param('id', instanceId) id: string,
    @Query({ schema: pageQuery }) page: z.infer<typeof pageQuery>,
  ): Promise<z.infer<typeof offerPage>> {
    return listOffers(this.database, this.definitions, id, page);
  }

  @Post(':key/start')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Chọn một bước để làm; chọn lại được.' })
  @AnswersNothing()
  async startAdHocActivity(
    @Param('id', instanceId) id: string,
    @Param('key', offerKey) key: number,
    @Body({ schema: chooseActivityBody }) body: z.infer<typeof chooseActivityBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(startAdHocActivity, { instanceId: id, key, ...body }, caller);
  }

  @Post(':key/complete')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Báo là không cần chọn thêm bước nào nữa.' })
  @AnswersNothing()
  async completeAdHoc(
    @Param('id', instanceId) id: string,
    @Param('key', offerKey) key: number,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(completeAdHoc, { instanceId: id, key }, caller);
  }
}
