import { Database } from '#database';
import {
  exportRegister,
  INCOMING_REGISTER_HEADINGS,
  listIncomingRegister,
  listOutgoingRegister,
  listTrackingRegister,
  OUTGOING_REGISTER_HEADINGS,
  READERS_OF_ALL,
  type RegisterKind,
  TRACKING_REGISTER_HEADINGS,
} from '#documents';
import type { Configuration } from '#foundation';
import { MEDIA_TYPES } from '#tables';
import { Controller, Get, Inject, Query, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, CONFIGURATION } from '../../../office/src/index.js';
import { contentDisposition } from './content-disposition.js';
import { incomingRegisterPage, outgoingRegisterPage, registerQuery, trackingRegisterPage } from './register.schemas.js';

type RegisterQuery = z.output<typeof registerQuery>;

const filesToo = ApiProduces('application/json', ...Object.values(MEDIA_TYPES));

@ApiTags('documents')
@Controller('registers')
@Allow.groups(...READERS_OF_ALL)
export class RegistersController {
  private readonly zone: string;

  constructor(
    private readonly database: Database,
    @Inject(CONFIGURATION) configuration: Configuration,
  ) {
    this.zone = configuration.OFFICE_TIME_ZONE;
  }

  @Get('incoming')
  @ApiOperation({ summary: 'Sổ đăng ký văn bản đến của một năm (NĐ 30/2020, phụ lục IV), từng trang hoặc thành tệp để in.' })
  @Answers(incomingRegisterPage)
  @filesToo
  async listIncomingRegister(@Query({ schema: registerQuery }) query: RegisterQuery): Promise<z.infer<typeof incomingRegisterPage> | StreamableFile> {
    const { zone } = this;
    if (query.format !== 'json') return this.export('incoming', query, query.format);
    return { ...(await listIncomingRegister(this.database, { ...query, zone })), headings: INCOMING_REGISTER_HEADINGS };
  }

  @Get('outgoing')
  @ApiOperation({ summary: 'Sổ đăng ký văn bản đi của một năm (NĐ 30/2020, phụ lục IV), từng trang hoặc thành tệp để in.' })
  @Answers(outgoingRegisterPage)
  @filesToo
  async listOutgoingRegister(@Query({ schema: registerQuery }) query: RegisterQuery): Promise<z.infer<typeof outgoingRegisterPage> | StreamableFile> {
    const { zone } = this;
    if (query.format !== 'json') return this.export('outgoing', query, query.format);
    return { ...(await listOutgoingRegister(this.database, { ...query, zone })), headings: OUTGOING_REGISTER_HEADINGS };
  }

  @Get('tracking')
  @ApiOperation({
    summary: 'Sổ theo dõi giải quyết văn bản đến của một năm, có số, ký hiệu văn bản trả lời, từng trang hoặc thành tệp để in.',
  })
  @Answers(trackingRegisterPage)
  @filesToo
  async listTrackingRegister(@Query({ schema: registerQuery }) query: RegisterQuery): Promise<z.infer<typeof trackingRegisterPage> | StreamableFile> {
    const { zone } = this;
    if (query.format !== 'json') return this.export('tracking', query, query.format);
    return { ...(await listTrackingRegister(this.database, { ...query, zone })), headings: TRACKING_REGISTER_HEADINGS };
  }

  private async export(
    kind: RegisterKind,
    { book, year, from, to, paper, separator }: RegisterQuery,
    format: Exclude<RegisterQuery['format'], 'json'>,
  ): Promise<StreamableFile> {
    const part = { book, year, from, to, zone: this.zone };
    const { name, mediaType, content } = await exportRegister(this.database, kind, part, { format, paper, separator });
    return new StreamableFile(content, { type: mediaType, disposition: contentDisposition(name) });
  }
}
