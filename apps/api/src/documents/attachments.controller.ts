import type { Caller } from '#audit';
import { Database } from '#database';
import { refuseLockedAttachment, refuseUncheckedAttachment } from '#documents';
import {
  type Attachment,
  AttachmentRangeError,
  type ByteRange,
  FileStore,
  getAttachment,
  listVersions,
  openAttachment,
  receiveAttachment,
} from '#files';
import { CommandExecutor } from '#runtime';
import { Controller, Get, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { Allow, Answers, requireAttachmentReader } from '../../../office/src/index.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { receiveFile } from '../uploads/uploads.js';
import { wantedPart } from './byte-range.js';
import { contentDisposition } from './content-disposition.js';
import { attachmentAnswer, contentQuery, uploadQuery } from './document.schemas.js';

const BINARY = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } as const;

/** What browsers show by themselves, by media type, and what they then let it do: nothing. */
const SHOWN: Readonly<Record<string, string>> = {
  // Chromium shows no PDF in a sandbox. Its viewer keeps the scripts of a PDF inside it (crbug.com/271452).
  'application/pdf': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
  'image/png': "default-src 'none'; frame-ancestors 'self'; sandbox",
  'image/jpeg': "default-src 'none'; frame-ancestors 'self'; sandbox",
};

@ApiTags('documents')
@Controller('attachments')
@Allow.signedIn()
export class AttachmentsController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
    private readonly store: FileStore,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Tải lên một tệp; sau đó đính kèm vào văn bản bằng id.',
    description:
      'PDF, PNG, JPEG, TIFF, DOCX, XLSX, ODT hoặc văn bản thuần; loại được nhận ra từ nội dung. ' +
      'Tệp có mã độc, tệp hỏng, bản quét trống và tệp nén bung ra quá lớn bị từ chối, không lưu gì.',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
  })
  @Answers(attachmentAnswer, { status: 201 })
  async uploadAttachment(
    @Req() request: FastifyRequest,
    @Query({ schema: uploadQuery }) { replaces }: z.infer<typeof uploadQuery>,
    @CurrentCaller() caller: Caller,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof attachmentAnswer>> {
    const { executor, database, store } = this;
    if (replaces !== undefined) await this.readable(replaces, principal);
    return receiveAttachment({ executor, database, store }, { ...(await receiveFile(request)), replaces }, caller);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Thông tin của một tệp.' })
  @Answers(attachmentAnswer)
  getAttachment(
    @Param('id', { schema: z.uuid() }) id: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof attachmentAnswer>> {
    return this.readable(id, principal);
  }

  @Get(':id/versions')
  @ApiOperation({ summary: 'Các phiên bản của một tệp, phiên bản hiện hành trước.' })
  @Answers(z.array(attachmentAnswer))
  async listVersions(
    @Param('id', { schema: z.uuid() }) id: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof attachmentAnswer>[]> {
    await this.readable(id, principal);
    return listVersions(this.database, id);
  }

  @Get(':id/content')
  @ApiOperation({
    summary: 'Nội dung của một tệp, cả tệp hoặc một phần.',
    description: 'Vài giây sau khi tải lên, khi tệp còn được kiểm tra, chỉ văn thư và người tải lên nhận được; người khác nhận 423 với Retry-After.',
  })
  @ApiHeader({ name: 'Range', required: false, description: 'Một phần: bytes=0-65535, bytes=65536-, bytes=-1024.' })
  @ApiHeader({ name: 'If-Range', required: false, description: 'ETag của nội dung đã biết; nội dung khác thì trả cả tệp.' })
  @ApiOkResponse({ description: 'Thành công, cả tệp.', content: BINARY })
  @ApiResponse({ status: 206, description: 'Phần được yêu cầu.', content: BINARY })
  @ApiResponse({ status: 416, description: 'Phần được yêu cầu nằm ngoài tệp.' })
  async downloadAttachment(
    @Param('id', { schema: z.uuid() }) id: string,
    @Query({ schema: contentQuery }) { disposition }: z.infer<typeof contentQuery>,
    @CurrentPrincipal() principal: Principal,
    @Req() { method, headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const attachment = await this.readable(id, principal);
    await refuseUncheckedAttachment(this.database, id, principal);
    const { sizeBytes, mediaType, fileName, sha256 } = attachment;
    const etag = `"${sha256}"`;
    reply.headers({ 'accept-ranges': 'bytes', etag });
    // Who asks for the head alone gets that of the whole, and nothing is read.
    const isHead = method === 'HEAD';
    const open = (range?: ByteRange) => (isHead ? Readable.from([]) : openAttachment(this.store, attachment, range));
    const range = isHead ? undefined : headers.range;
    const part = wantedPart({ range, ifRange: headers['if-range'] as string | undefined }, sizeBytes, etag);
    if (part === 'outside') {
      reply.header('content-range', `bytes */${sizeBytes}`);
      throw new AttachmentRangeError(sizeBytes);
    }
    const policy = disposition === 'inline' ? SHOWN[mediaType] : undefined;
    if (policy !== undefined) reply.headers({ 'content-security-policy': policy, 'x-frame-options': 'SAMEORIGIN' });
    // Text is kept in UTF-8 only; without saying so a browser guesses.
    const type = mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : mediaType;
    const shown = { type, disposition: contentDisposition(fileName, policy === undefined ? 'attachment' : 'inline') };
    if (part === 'whole') return new StreamableFile(await open(), { ...shown, length: sizeBytes });
    reply.status(206).header('content-range', `bytes ${part.start}-${part.end}/${sizeBytes}`);
    return new StreamableFile(await open(part), { ...shown, length: part.end - part.start + 1 });
  }

  private async readable(id: string, principal: Principal): Promise<Attachment> {
    const attachment = await getAttachment(this.database, id);
    await requireAttachmentReader(this.database, principal, attachment);
    await refuseLockedAttachment(this.database, id, principal.groups);
    return attachment;
  }
}
