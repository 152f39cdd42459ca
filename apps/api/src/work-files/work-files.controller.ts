import type { Caller } from '#audit';
import { Database } from '#database';
import type { Configuration } from '#foundation';
import { CommandExecutor } from '#runtime';
import { MEDIA_TYPES } from '#tables';
import {
  changeKeeper,
  closeWorkFile,
  endShare,
  exportContents,
  getWorkFile,
  listEntries,
  listWorkFiles,
  shareWorkFile,
} from '#work-files';
import { Body, Controller, Get, Inject, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, AnswersNothing, CONFIGURATION, officeWorkFiles } from '../../../office/src/index.js';
import { TakesIdempotencyKey } from '../access/idempotency-key.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { contentDisposition } from '../documents/content-disposition.js';
import {
  contentsPage,
  contentsQuery,
  createdAnswer,
  entryBody,
  keeperBody,
  openedWorkFile,
  openWorkFileBody,
  reasonBody,
  shareBody,
  workFileAnswer,
  workFilePage,
  workFilesQuery,
} from './work-file.schemas.js';

type Created = z.infer<typeof createdAnswer>;

/** Work files. Who may do what with which one is a rule of the commands. */
@ApiTags('work-files')
@Controller('work-files')
@Allow.signedIn()
export class WorkFilesController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Post()
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Mở hồ sơ công việc theo danh mục hồ sơ của đơn vị mình.' })
  @Answers(openedWorkFile, { status: 201 })
  openWorkFile(
    @Body({ schema: openWorkFileBody }) body: z.output<typeof openWorkFileBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof openedWorkFile>> {
    return this.executor.execute(officeWorkFiles.open, { ...body, groups }, caller);
  }

  @Get()
  @ApiOperation({ summary: 'Hồ sơ công việc mà tôi được đọc, mở sau trước; cũng là danh sách đến hạn nộp lưu.' })
  @Answers(workFilePage)
  listWorkFiles(
    @Query({ schema: workFilesQuery }) query: z.infer<typeof workFilesQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof workFilePage>> {
    return listWorkFiles(this.database, principal, query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Một hồ sơ công việc và những ai được chia sẻ.' })
  @Answers(workFileAnswer)
  getWorkFile(
    @Param('id', { schema: z.uuid() }) id: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof workFileAnswer>> {
    return getWorkFile(this.database, principal, id);
  }

  @Post(':id/keeper')
  @ApiOperation({ summary: 'Trưởng đơn vị giao hồ sơ cho người khác của đơn vị giữ.' })
  @AnswersNothing()
  async changeKeeper(
    @Param('id', { schema: z.uuid() }) fileId: string,
    @Body({ schema: keeperBody }) body: z.output<typeof keeperBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(changeKeeper, { ...body, fileId, groups }, caller);
  }

  @Get(':id/entries')
  @ApiOperation({ summary: 'Mục lục văn bản của hồ sơ, từng trang hoặc thành tệp, PDF để in có chỗ ký.' })
  @ApiProduces('application/json', ...Object.values(MEDIA_TYPES))
  @Answers(contentsPage)
  async listEntries(
    @Param('id', { schema: z.uuid() }) id: string,
    @Query({ schema: contentsQuery }) { format, ...page }: z.infer<typeof contentsQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof contentsPage> | StreamableFile> {
    const file = await getWorkFile(this.database, principal, id);
    if (format === 'json') return listEntries(this.database, id, page);
    const { name, mediaType, content } = await exportContents(this.database, file, format, this.configuration.OFFICE_TIME_ZONE);
    return new StreamableFile(content, { type: mediaType, disposition: contentDisposition(name) });
  }

  @Post(':id/entries')
  @TakesIdempotencyKey()
  @ApiOperation({
    summary: 'Thêm văn bản, tệp đã tải lên hoặc ghi chú vào cuối mục lục.',
    description: 'Chỉ thêm được văn bản mà mình được đọc, không phải nhờ hồ sơ khác chia sẻ. Ai đọc được hồ sơ thì đọc được văn bản trong đó.',
  })
  @Answers(createdAnswer, { status: 201 })
  addEntry(
    @Param('id', { schema: z.uuid() }) fileId: string,
    @Body({ schema: entryBody }) { notSecretConfirmed, confirmedReason, ...entry }: z.output<typeof entryBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<Created> {
    return this.executor.execute(officeWorkFiles.addEntry, { fileId, entry, groups, notSecretConfirmed, confirmedReason }, caller);
  }

  @Post(':id/entries/:entryId/removal')
  @ApiOperation({ summary: 'Bỏ một dòng khỏi mục lục, kèm lý do; dòng ấy vẫn được lưu vết.' })
  @AnswersNothing()
  async removeEntry(
    @Param('id', { schema: z.uuid() }) fileId: string,
    @Param('entryId', { schema: z.uuid() }) entryId: string,
    @Body({ schema: reasonBody }) body: z.output<typeof reasonBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeWorkFiles.removeEntry, { ...body, fileId, entryId, groups }, caller);
  }

  @Post(':id/shares')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Chia sẻ hồ sơ với một người hoặc một đơn vị, để đọc hoặc để cùng lập, trong một thời gian.' })
  @Answers(createdAnswer, { status: 201 })
  shareWorkFile(
    @Param('id', { schema: z.uuid() }) fileId: string,
    @Body({ schema: shareBody }) share: z.output<typeof shareBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<Created> {
    return this.executor.execute(shareWorkFile, { fileId, share, groups }, caller);
  }

  @Post(':id/shares/:shareId/end')
  @ApiOperation({ summary: 'Thôi chia sẻ ngay.' })
  @AnswersNothing()
  async endShare(
    @Param('id', { schema: z.uuid() }) fileId: string,
    @Param('shareId', { schema: z.uuid() }) shareId: string,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(endShare, { fileId, shareId, groups }, caller);
  }

  @Post(':id/closing')
  @ApiOperation({ summary: 'Kết thúc hồ sơ; còn việc chưa xong thì 409 và nói rõ việc nào.' })
  @AnswersNothing()
  async closeWorkFile(
    @Param('id', { schema: z.uuid() }) fileId: string,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(closeWorkFile, { fileId, groups }, caller);
  }

  @Post(':id/reopening')
  @ApiOperation({ summary: 'Trưởng đơn vị mở lại hồ sơ đã kết thúc, kèm lý do.' })
  @AnswersNothing()
  async reopenWorkFile(
    @Param('id', { schema: z.uuid() }) fileId: string,
    @Body({ schema: reasonBody }) body: z.output<typeof reasonBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.executor.execute(officeWorkFiles.reopen, { ...body, fileId, groups }, caller);
  }
}
