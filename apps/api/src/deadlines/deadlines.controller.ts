import { CalendarBook } from '#calendar';
import { Database } from '#database';
import { explainDeadline, listDeadlines } from '#deadlines';
import { DefinitionStore } from '#runtime';
import { forecastDeadlines } from '#sla';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers } from '../../../office/src/index.js';
import { CurrentPrincipal, type Principal } from '../access/principal.js';
import { deadlineReaderOf } from './deadline-reader.js';
import { deadlineKind, deadlinePage, deadlinesQuery, explanationAnswer } from './deadline.schemas.js';

/** The ledger of deadlines, of which everybody sees what concerns his units and himself. */
@ApiTags('deadlines')
@Controller('deadlines')
@Allow.signedIn()
export class DeadlinesController {
  constructor(
    private readonly database: Database,
    private readonly calendars: CalendarBook,
    private readonly definitions: DefinitionStore,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Thời hạn của việc và hồ sơ, hạn gần nhất trước.',
    description: 'Mặc định: những hạn đang mở. Hạn đã đóng (`status` khác) phải nêu `dueFrom` và `dueTo`, cách nhau không quá 31 ngày.',
  })
  @Answers(deadlinePage)
  async listDeadlines(
    @Query({ schema: deadlinesQuery }) query: z.infer<typeof deadlinesQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof deadlinePage>> {
    const { database, calendars } = this;
    const { withForecast, ...filter } = query;
    const page = await listDeadlines(database, deadlineReaderOf(principal), filter);
    if (!withForecast) return page;
    const forecasts = await forecastDeadlines({ database, calendars }, page.items.map(({ id }) => id));
    return { ...page, items: page.items.map((item) => ({ ...item, forecast: forecasts.get(item.id) ?? null })) };
  }

  @Get(':kind/:id')
  @ApiOperation({ summary: 'Vì sao đến hạn lúc ấy: quy tắc, lịch, ngày nghỉ, tạm dừng, gia hạn, và câu giải thích.' })
  @Answers(explanationAnswer)
  explainDeadline(
    @Param('kind', { schema: deadlineKind }) kind: z.infer<typeof deadlineKind>,
    @Param('id', { schema: z.uuid() }) id: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof explanationAnswer>> {
    const { calendars, definitions } = this;
    return explainDeadline(this.database, { calendars, definitions }, deadlineReaderOf(principal), { kind, id });
  }
}
