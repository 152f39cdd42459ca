import { CalendarBook } from '#calendar';
import { Database } from '#database';
import { FORECAST_MEANING, forecastOpenDeadlines } from '#sla';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers } from '../../../office/src/index.js';
import { CurrentPrincipal, type Principal } from '../access/principal.js';
import { instant, pageQuery } from '../paging.js';
import { ofUnitInScope } from './figures-in-scope.js';

const forecastQuery = pageQuery.extend({
  kind: z.enum(['task', 'case']).optional().describe('task: hạn của công việc; case: hạn của hồ sơ.'),
  unit: z.string().min(1).max(50).optional().describe('Mã đơn vị chịu trách nhiệm về hạn.'),
});

const share = z.number().min(0).max(1).nullable();
const forecastEntry = z.object({
  kind: z.enum(['task', 'case']),
  id: z.uuid(),
  instanceId: z.uuid(),
  label: z.string(),
  unit: z.string().nullable(),
  unitName: z.string().nullable(),
  dueAt: instant,
  step: z
    .object({ step: z.string().describe('<quy trình>/<bước>'), name: z.string(), startedAt: instant })
    .nullable()
    .describe('Bước đang mở quyết định dự báo; null: không có bước nào chờ người làm.'),
  probability: share.describe('Xác suất trễ hạn; null: chưa đủ dữ liệu.'),
  low: share.describe('Cận dưới của khoảng tin cậy 95 %.'),
  high: share.describe('Cận trên của khoảng tin cậy 95 %.'),
  runs: z.int().describe('Số lần trước mà bước kéo dài ít nhất như hiện nay.'),
  late: z.int().describe('Số lần trong đó đã cần lâu hơn thời gian còn lại.'),
  longerThanAll: z.boolean().describe('Bước đang mở đã kéo dài lâu hơn mọi lần trước và còn ít thời gian hơn đã dùng: không có gì để so sánh, nên xem ngay.'),
  basis: z.string().describe('Dự báo dựa trên gì, hoặc vì sao không dự báo.'),
});
const forecastPage = z
  .object({
    asOf: instant,
    meaning: z.string().describe(FORECAST_MEANING),
    cut: z.boolean().describe('Còn những hạn xa hơn chưa được xét.'),
    items: z.array(forecastEntry).readonly(),
    next: z.string().nullable().describe('Đưa vào `after` để xem trang sau; null: đây là trang cuối.'),
  })
  .meta({ id: 'ForecastPage' });

@ApiTags('sla')
@Controller('sla')
@Allow.signedIn()
export class SlaForecastController {
  constructor(
    private readonly database: Database,
    private readonly calendars: CalendarBook,
  ) {}

  @Get('forecast')
  @ApiOperation({ summary: 'Các hạn đang mở có nguy cơ trễ, cao nhất trước; trưởng phòng xem phòng mình.' })
  @Answers(forecastPage)
  forecastDeadlines(
    @Query({ schema: forecastQuery }) query: z.output<typeof forecastQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof forecastPage>> {
    return forecastOpenDeadlines({ database: this.database, calendars: this.calendars }, ofUnitInScope(query, principal));
  }
}
