import { CalendarBook } from '#calendar';
import { Database } from '#database';
import type { Configuration } from '#foundation';
import { DefinitionStore } from '#runtime';
import {
  dueCalendar,
  type DueTools,
  flowRequestSchema,
  heatMap,
  heatMapRequestSchema,
  listDueOn,
  monthlyFlow,
  READERS_OF_ALL_FIGURES,
} from '#sla';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, CONFIGURATION } from '../../../office/src/index.js';
import { CurrentPrincipal, type Principal } from '../access/principal.js';
import { dueCalendarAnswer, dueCalendarQuery, dueOnQuery, duePage, flowAnswer, heatMapAnswer } from './dashboards.schemas.js';
import { ofUnitInScope } from './figures-in-scope.js';

/** What the screens of managers are drawn from. Diagrams and flows show the whole office; what is due also one unit. */
@ApiTags('sla')
@Controller('sla/dashboards')
@Allow.signedIn()
export class DashboardsController {
  constructor(
    private readonly database: Database,
    private readonly calendars: CalendarBook,
    private readonly definitions: DefinitionStore,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Get('heat-map')
  @Allow.groups(...READERS_OF_ALL_FIGURES, 'designer')
  @ApiOperation({ summary: 'Thời gian ở từng phần tử của sơ đồ quy trình trong kỳ, việc đang mở và quá hạn.' })
  @Answers(heatMapAnswer)
  getHeatMap(@Query({ schema: heatMapRequestSchema }) request: z.output<typeof heatMapRequestSchema>): Promise<z.infer<typeof heatMapAnswer>> {
    return heatMap(this.tools, request);
  }

  @Get('flow')
  @Allow.groups(...READERS_OF_ALL_FIGURES, 'designer')
  @ApiOperation({ summary: 'Dòng hồ sơ của một tháng: nhận, xong, còn mở từng ngày, và từ bước nào sang bước nào.' })
  @Answers(flowAnswer)
  getMonthlyFlow(@Query({ schema: flowRequestSchema }) request: z.output<typeof flowRequestSchema>): Promise<z.infer<typeof flowAnswer>> {
    return monthlyFlow({ ...this.tools, definitions: this.definitions }, request);
  }

  @Get('due-calendar')
  @ApiOperation({ summary: 'Lịch các việc và hồ sơ đến hạn theo ngày, có đánh dấu ngày nghỉ; trưởng phòng xem phòng mình.' })
  @Answers(dueCalendarAnswer)
  getDueCalendar(
    @Query({ schema: dueCalendarQuery }) query: z.output<typeof dueCalendarQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof dueCalendarAnswer>> {
    return dueCalendar(this.tools, ofUnitInScope(query, principal));
  }

  @Get('due')
  @ApiOperation({ summary: 'Các việc và hồ sơ đến hạn trong một ngày; trưởng phòng xem phòng mình.' })
  @Answers(duePage)
  listDueOn(
    @Query({ schema: dueOnQuery }) query: z.output<typeof dueOnQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof duePage>> {
    return listDueOn(this.tools, ofUnitInScope(query, principal));
  }

  private get tools(): DueTools {
    const { database, calendars, configuration } = this;
    return { database, calendars, zone: configuration.OFFICE_TIME_ZONE };
  }
}
