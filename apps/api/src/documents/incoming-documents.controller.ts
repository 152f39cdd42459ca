import type { Caller } from '#audit';
import { Database } from '#database';
import { attachScan, getIncomingDocument, listIncomingDocuments, registerIncomingDocument } from '#documents';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing } from '../../../office/src/index.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { readableDocuments, readsEveryDocument, refuseNonReaders } from './document-access.js';
import {
  attachScanBody,
  incomingAnswer,
  incomingPage,
  incomingQuery,
  registerBody,
  registeredAnswer,
} from './document.schemas.js';

@ApiTags('documents')
@Controller('incoming-documents')
export class IncomingDocumentsController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
  ) {}

  @Post()
  @Allow.groups('clerk')
  @ApiOperation({ summary: 'Vào sổ văn bản đến: cấp số đến, mở nghĩa vụ phúc đáp nếu có, trình lãnh đạo.' })
  @Answers(registeredAnswer, { status: 201 })
  register(
    @Body({ schema: registerBody }) body: z.output<typeof registerBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof registeredAnswer>> {
    return this.executor.execute(registerIncomingDocument, body, caller);
  }

  @Get()
  @Allow.signedIn()
  @ApiOperation({ summary: 'Văn bản đến mà tôi được đọc, mới nhất trước.' })
  @Answers(incomingPage)
  async list(
    @Query({ schema: incomingQuery }) query: z.infer<typeof incomingQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof incomingPage>> {
    const among = readsEveryDocument(principal)
      ? undefined
      : await readableDocuments(this.database, 'incoming', principal);
    return listIncomingDocuments(this.database, { ...query, among });
  }

  @Get(':id')
  @Allow.signedIn()
  @ApiOperation({ summary: 'Một văn bản đến: tệp, bút phê, nghĩa vụ phúc đáp, góp ý, văn bản trả lời.' })
  @Answers(incomingAnswer)
  async one(
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
  async attach(
    @Param('id', { schema: z.uuid() }) documentId: string,
    @Body({ schema: attachScanBody }) body: z.output<typeof attachScanBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(attachScan, { ...body, documentId }, caller);
  }
}
