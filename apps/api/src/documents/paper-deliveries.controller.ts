import { Database } from '#database';
import { exportPaperDeliveries, listPaperDeliveries } from '#documents';
import type { Configuration } from '#foundation';
import { MEDIA_TYPES } from '#tables';
import { Controller, Get, Inject, Query, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, CONFIGURATION } from '../../../office/src/index.js';
import { contentDisposition } from './content-disposition.js';
import { paperDeliveriesQuery, paperDeliveryPage } from './paper-delivery.schemas.js';

/** What somebody carries on a day. */
@ApiTags('documents')
@Controller('paper-deliveries')
@Allow.groups('clerk', 'chief-of-office')
export class PaperDeliveriesController {
  constructor(
    private readonly database: Database,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Danh sách chuyển giao văn bản giấy phát hành trong một ngày, theo nơi nhận, từng trang hoặc thành tệp để in và ký nhận.' })
  @Answers(paperDeliveryPage)
  @ApiProduces('application/json', ...Object.values(MEDIA_TYPES))
  async list(
    @Query({ schema: paperDeliveriesQuery }) { format, day, ...page }: z.output<typeof paperDeliveriesQuery>,
  ): Promise<z.infer<typeof paperDeliveryPage> | StreamableFile> {
    const ofDay = { day, zone: this.configuration.OFFICE_TIME_ZONE };
    if (format === 'json') return listPaperDeliveries(this.database, { ...ofDay, ...page });
    const { name, mediaType, content } = await exportPaperDeliveries(this.database, ofDay, format);
    return new StreamableFile(content, { type: mediaType, disposition: contentDisposition(name) });
  }
}
