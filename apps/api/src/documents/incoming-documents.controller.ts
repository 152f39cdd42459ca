import type { Caller } from '#audit';
import { Database } from '#database';
import { attachScan, getIncomingDocument, listIncomingDocuments, refuseNonReaders, registerIncomingDocument } from '#documents';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import {
  attachScanBody,
  incomingAnswer,
  incomingPage,
  incomingQuery,
  registerIncomingBody,
  registeredIncomingAnswer,
} from './document.schemas.js';

@ApiTags('documents')
@Controller('incoming-documents')
export class IncomingDocumentsController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
  ) {}

  @Post()
  @TakesIdempotencyKey()
  @Allow.groups('clerk')
  @ApiOperation({ summary: 'Vào sổ văn bản đến: cấp số đến, mở nghĩa vụ phúc đáp nếu có, trình lãnh đạo.' })
  @Answers(registeredIncomingAnswer, { status: 201 })
  registerIncomingDocument(
    @Body({ schema: registerIncomingBody }) body: z.output<typeof registerIncomingBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof registeredIncomingAnswer>> {
    return this.executor.execute(registerIncomingDocument, body, caller);
  }

  @Get()
  @Allow.signedIn()
  @ApiOperation({ summary: 'Văn bản đến mà tôi được đọc, mới nhất trước.' })
  @Answers(incomingPage)
  listIncomingDocuments(
    @Query({ schema: incomingQuery }) query: z.infer<typeof incomingQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof incomingPage>> {
    return listIncomingDocuments(this.database, { ...query, reader: principal });
  }

  @Get(':id')
  @Allow.signedIn()
  @ApiOperation({ summary: 'Một văn bản đến: tệp, bút phê, nghĩa vụ phúc đáp, góp ý, văn bản trả lời.' })
  @Answers(incomingAnswer)
  async getIncomingDocument(
    @Param('id', { schema: z.uuid() }) id: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof incomingAnswer>> {
    const document = await getIncomingDocument(this.database, id);
    await refuseNonReaders(this.database, 'incoming', principal, id);
    return document;
  }

  @Post(':id/attachments')
  @Allow.groups('clerk')
  @ApiOperation({ summary: 'Đính kèm bản quét đã tải lên; văn bản đang chờ bản quét thì đi tiếp.' })
  @AnswersNothing()
  async attachScan(
    @Param('id', { schema: z.uuid() }) documentId: string,
    @Body({ schema: attachScanBody }) body: z.output<typeof attachScanBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(attachScan, { ...body, documentId }, caller);
  }
}
