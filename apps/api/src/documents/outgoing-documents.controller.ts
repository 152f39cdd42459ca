import type { Caller } from '#audit';
import { Database } from '#database';
import {
  attachOriginal,
  commentOnDraft,
  diffDraftVersions,
  getOutgoingDocument,
  listDutyExceptions,
  listOutgoingDocuments,
  listDraftVersions,
  readsDrafts,
  refuseNonReaders,
  refuseNonReadersOfDrafts,
  submitDraft,
} from '#documents';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing, officeOutgoing } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { voidNumberBody } from './document.schemas.js';
import { dutyExceptionBody, dutyExceptionsAnswer, withdrawDutyExceptionBody } from './duty-exception.schemas.js';
import {
  attachOriginalBody,
  draftCommentBody,
  draftDifferenceAnswer,
  draftVersionNumber,
  draftVersionsAnswer,
  made,
  outgoingActBody,
  outgoingAnswer,
  outgoingPage,
  outgoingQuery,
  submitDraftBody,
  submittedAnswer,
} from './outgoing-document.schemas.js';

@ApiTags('documents')
@Controller('outgoing-documents')
@Allow.signedIn()
export class OutgoingDocumentsController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
  ) {}

  @Post()
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Trình một dự thảo văn bản đi: duyệt nội dung, kiểm tra thể thức, ký, vào số, phát hành.' })
  @Answers(submittedAnswer, { status: 201 })
  submitDraft(
    @Body({ schema: submitDraftBody }) body: z.output<typeof submitDraftBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof submittedAnswer>> {
    return this.executor.execute(submitDraft, { ...body, groups }, caller);
  }

  @Get()
  @ApiOperation({ summary: 'Văn bản đi mà tôi được đọc, mới soạn trước.' })
  @Answers(outgoingPage)
  listOutgoingDocuments(
    @Query({ schema: outgoingQuery }) query: z.infer<typeof outgoingQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof outgoingPage>> {
    return listOutgoingDocuments(this.database, { ...query, reader: principal });
  }

  @Get(':id')
  @ApiOperation({ summary: 'Một văn bản đi: các bản dự thảo, chữ ký, số, nơi nhận, văn bản được trả lời.' })
  @Answers(outgoingAnswer)
  async getOutgoingDocument(
    @Param('id', { schema: z.uuid() }) id: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof outgoingAnswer>> {
    return this.readable(id, principal);
  }

  @Get(':id/versions')
  @ApiOperation({ summary: 'Các bản dự thảo, mới nhất trước: ai viết, ai góp ý, ai đã duyệt, kiểm tra, ký.' })
  @Answers(draftVersionsAnswer)
  async listDraftVersions(
    @Param('id', { schema: z.uuid() }) id: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof draftVersionsAnswer>> {
    await this.readable(id, principal);
    await refuseNonReadersOfDrafts(this.database, principal, id);
    return { items: await listDraftVersions(this.database, id) };
  }

  @Get(':id/versions/:from/diff/:to')
  @ApiOperation({ summary: 'So sánh hai bản dự thảo theo từng từ: phần giữ nguyên, phần thêm, phần bỏ.' })
  @Answers(draftDifferenceAnswer)
  async diffDraftVersions(
    @Param('id', { schema: z.uuid() }) documentId: string,
    @Param('from', { schema: draftVersionNumber }) from: number,
    @Param('to', { schema: draftVersionNumber }) to: number,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof draftDifferenceAnswer>> {
    await this.readable(documentId, principal);
    await refuseNonReadersOfDrafts(this.database, principal, documentId);
    return diffDraftVersions(this.database, { documentId, from, to });
  }

  @Post(':id/comments')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Góp ý vào một bản dự thảo.' })
  @Answers(made, { status: 201 })
  async commentOnDraft(
    @Param('id', { schema: z.uuid() }) documentId: string,
    @Body({ schema: draftCommentBody }) body: z.output<typeof draftCommentBody>,
    @CurrentPrincipal() principal: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof made>> {
    await this.readable(documentId, principal);
    await refuseNonReadersOfDrafts(this.database, principal, documentId);
    return this.executor.execute(commentOnDraft, { ...body, documentId }, caller);
  }

  @Post(':id/duty-exceptions')
  @TakesIdempotencyKey()
  @Allow.groups('leader')
  @ApiOperation({
    summary: 'Lãnh đạo cho một người làm một bước của văn bản này khi cơ quan không đủ người để tách vai trò.',
    description: 'Chỉ cho phiên bản hiện tại: dự thảo sửa lại thì phải cho lại. Không thay cho thẩm quyền ký. Lãnh đạo chỉ tự cho mình khi không còn ai khác làm được. Lý do được ghi cùng bước đã làm.',
  })
  @Answers(made, { status: 201 })
  grantDutyException(
    @Param('id', { schema: z.uuid() }) documentId: string,
    @Body({ schema: dutyExceptionBody }) body: z.output<typeof dutyExceptionBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof made>> {
    return this.executor.execute(officeOutgoing.grantDutyException, { ...body, documentId }, caller);
  }

  @Get(':id/duty-exceptions')
  @ApiOperation({ summary: 'Những lần lãnh đạo cho làm thay một bước của văn bản này, mới nhất trước.' })
  @Answers(dutyExceptionsAnswer)
  async listDutyExceptions(
    @Param('id', { schema: z.uuid() }) documentId: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof dutyExceptionsAnswer>> {
    await this.readable(documentId, principal);
    await refuseNonReadersOfDrafts(this.database, principal, documentId);
    return { items: await listDutyExceptions(this.database, documentId) };
  }

  @Post(':id/duty-exceptions/:exceptionId/withdrawal')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Rút lại một lần cho làm thay chưa được dùng; người đã cho hoặc lãnh đạo.' })
  @AnswersNothing()
  async withdrawDutyException(
    @Param('id', { schema: z.uuid() }) documentId: string,
    @Param('exceptionId', { schema: z.uuid() }) exceptionId: string,
    @Body({ schema: withdrawDutyExceptionBody }) body: z.output<typeof withdrawDutyExceptionBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeOutgoing.withdrawDutyException, { ...body, documentId, exceptionId, groups }, caller);
  }

  @Post(':id/acts')
  @TakesIdempotencyKey()
  @Allow.groups('leader', 'chief-of-office')
  @ApiOperation({ summary: 'Thu hồi, thay thế hoặc đính chính một văn bản đã phát hành; nơi nhận qua thư được báo.' })
  @Answers(made, { status: 201 })
  recordOutgoingAct(
    @Param('id', { schema: z.uuid() }) documentId: string,
    @Body({ schema: outgoingActBody }) body: z.output<typeof outgoingActBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof made>> {
    return this.executor.execute(officeOutgoing.recordAct, { ...body, documentId }, caller);
  }

  @Post(':id/attachments')
  @ApiOperation({ summary: 'Người soạn đính kèm bản gốc đã ký (171/QĐ-BDT §8).' })
  @AnswersNothing()
  async attachOriginal(
    @Param('id', { schema: z.uuid() }) documentId: string,
    @Body({ schema: attachOriginalBody }) body: z.output<typeof attachOriginalBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(attachOriginal, { ...body, documentId, groups }, caller);
  }

  @Post(':id/void')
  @TakesIdempotencyKey()
  @Allow.groups('clerk', 'chief-of-office')
  @ApiOperation({
    summary: 'Hủy số đi đã cấp nhầm: văn thư đã phát hành hoặc Chánh Văn phòng, có lý do.',
    description: 'Số vẫn nằm trong sổ với chữ «Hủy» và không cấp lại; nghĩa vụ mà chỉ văn bản này đã trả lời được mở lại. Văn bản đã gửi thư thì thu hồi, không hủy số.',
  })
  @AnswersNothing()
  async voidOutgoingDocument(
    @Param('id', { schema: z.uuid() }) documentId: string,
    @Body({ schema: voidNumberBody }) body: z.output<typeof voidNumberBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeOutgoing.void, { ...body, documentId, groups }, caller);
  }

  private async readable(id: string, principal: Principal): Promise<z.infer<typeof outgoingAnswer>> {
    const document = await getOutgoingDocument(this.database, id);
    await refuseNonReaders(this.database, 'outgoing', principal, id);
    if (await readsDrafts(this.database, principal, id)) return document;
    return { ...document, versions: [], answers: [], intendedRecipients: null };
  }
}
