import type { Caller } from '#audit';
import { Database } from '#database';
import {
  attachScan,
  getIncomingDocument,
  listIncomingDocuments,
  refuseNonReaders,
  registerIncomingDocument,
} from '#documents';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing, officeIncoming } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import {
  attachScanBody,
  incomingAnswer,
  incomingPage,
  incomingQuery,
  registerIncomingBody,
  registeredIncomingAnswer,
  voidNumberBody,
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
  @ApiOperation({
    summary: 'Vào sổ văn bản đến: cấp số đến, mở nghĩa vụ phúc đáp nếu có, trình lãnh đạo.',
    description:
      'Bút phê đã có trên bản giấy thì gửi kèm (`instruction`): văn bản đi thẳng đến các đơn vị. Văn bản trùng số, ký hiệu và cơ quan ' +
      'trong năm bị từ chối với 409 cho đến khi gửi `acceptDuplicate`. Những điều trông như ghi nhầm nằm trong `warnings`; đã vào sổ. ' +
      'Bị từ chối thì không lưu gì và không dùng số nào.',
  })
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

  @Post(':id/void')
  @TakesIdempotencyKey()
  @Allow.groups('clerk', 'chief-of-office')
  @ApiOperation({
    summary: 'Hủy số đến đã cấp nhầm: người đã vào sổ hoặc Chánh Văn phòng, có lý do.',
    description: 'Số vẫn nằm trong sổ với chữ «Hủy» và không cấp lại; hồ sơ, thời hạn và nghĩa vụ phúc đáp kết thúc. Không hủy được khi văn bản trả lời đã phát hành.',
  })
  @AnswersNothing()
  async voidIncomingDocument(
    @Param('id', { schema: z.uuid() }) documentId: string,
    @Body({ schema: voidNumberBody }) body: z.output<typeof voidNumberBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeIncoming.void, { ...body, documentId, groups }, caller);
  }
}
