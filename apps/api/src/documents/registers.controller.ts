import { Database } from '#database';
import {
  INCOMING_REGISTER_HEADINGS,
  listIncomingRegister,
  listTrackingRegister,
  READERS_OF_ALL,
  TRACKING_REGISTER_HEADINGS,
} from '#documents';
import type { Configuration } from '#foundation';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, CONFIGURATION } from '../../../office/src/index.js';
import { incomingRegisterPage, registerQuery, trackingRegisterPage } from './document.schemas.js';

@ApiTags('documents')
@Controller('registers')
@Allow.groups(...READERS_OF_ALL)
export class RegistersController {
  constructor(
    private readonly database: Database,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Get('incoming')
  @ApiOperation({ summary: 'Sổ đăng ký văn bản đến của một năm (NĐ 30/2020, phụ lục IV).' })
  @Answers(incomingRegisterPage)
  async listIncomingRegister(
    @Query({ schema: registerQuery }) query: z.infer<typeof registerQuery>,
  ): Promise<z.infer<typeof incomingRegisterPage>> {
    const page = await listIncomingRegister(this.database, { ...query, zone: this.configuration.OFFICE_TIME_ZONE });
    return { ...page, headings: INCOMING_REGISTER_HEADINGS };
  }

  @Get('tracking')
  @ApiOperation({ summary: 'Sổ theo dõi giải quyết văn bản đến của một năm, có số, ký hiệu văn bản trả lời.' })
  @Answers(trackingRegisterPage)
  async listTrackingRegister(
    @Query({ schema: registerQuery }) query: z.infer<typeof registerQuery>,
  ): Promise<z.infer<typeof trackingRegisterPage>> {
    const page = await listTrackingRegister(this.database, { ...query, zone: this.configuration.OFFICE_TIME_ZONE });
    return { ...page, headings: TRACKING_REGISTER_HEADINGS };
  }
}
