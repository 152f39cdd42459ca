import { Database } from '#database';
import { getCalendarMove, planCalendarMove } from '#deadlines';
import { followDeadlines } from '#documents';
import type { Configuration } from '#foundation';
import { DefinitionStore } from '#runtime';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, CONFIGURATION } from '../../../office/src/index.js';
import { assignmentPlanBody, unitCode } from '../calendars/calendar.schemas.js';
import { calendarMoveAnswer, movePlanAnswer, movePlanBody, movePlanQuery } from './deadline.schemas.js';

/** What publishing a calendar, or giving one to a unit, does to open deadlines: beforehand, and while they follow. */
@ApiTags('calendars')
@Controller('calendars')
@Allow.groups('admin', 'chief-of-office')
export class CalendarMovesController {
  constructor(
    private readonly database: Database,
    private readonly definitions: DefinitionStore,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Post('move-plans')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Xem trước: công bố lịch này thì những thời hạn đang mở nào thay đổi, từ lúc nào sang lúc nào, vì sao.',
    description: 'Không ghi gì. Công bố bằng `POST /calendars/{key}/versions`; các thời hạn sau đó tự chuyển theo.',
  })
  @Answers(movePlanAnswer)
  plan(
    @Query({ schema: movePlanQuery }) page: z.infer<typeof movePlanQuery>,
    @Body({ schema: movePlanBody }) { data }: z.infer<typeof movePlanBody>,
  ): Promise<z.infer<typeof movePlanAnswer>> {
    return planCalendarMove(this.database, this.tools, { data, ...page });
  }

  @Post('units/:unit/move-plans')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Xem trước: cho đơn vị theo lịch này thì những thời hạn đang mở nào thay đổi, từ lúc nào sang lúc nào, vì sao.',
    description: 'Không ghi gì. Giao lịch bằng `PUT /calendars/units/{unit}`; các thời hạn sau đó tự chuyển theo.',
  })
  @Answers(movePlanAnswer)
  planAssignment(
    @Param('unit', { schema: unitCode }) unit: string,
    @Query({ schema: movePlanQuery }) page: z.infer<typeof movePlanQuery>,
    @Body({ schema: assignmentPlanBody }) { calendar }: z.infer<typeof assignmentPlanBody>,
  ): Promise<z.infer<typeof movePlanAnswer>> {
    return planCalendarMove(this.database, this.tools, { unitCode: unit, calendar, ...page });
  }

  @Get('moves/:publication')
  @ApiOperation({ summary: 'Các thời hạn đang mở đã chuyển theo lần công bố này đến đâu.' })
  @Answers(calendarMoveAnswer)
  getMove(
    @Param('publication', { schema: z.coerce.number().int().min(1) }) publication: number,
  ): Promise<z.infer<typeof calendarMoveAnswer>> {
    return getCalendarMove(this.database, publication);
  }

  private get tools() {
    return { definitions: this.definitions, zone: this.configuration.OFFICE_TIME_ZONE, follow: followDeadlines };
  }
}
