import { Database } from '#database';
import { listEndedActivities } from '#runtime';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers } from '../../../office/src/index.js';
import { OVERSEERS_OF_CASES } from '../access/overseers-of-cases.js';
import { endedActivitiesQuery, endedActivityPage } from './history.schemas.js';

@ApiTags('processes')
@Controller('history')
@Allow.groups(...OVERSEERS_OF_CASES)
export class HistoryController {
  constructor(private readonly database: Database) {}

  @Get('activities')
  @ApiOperation({ summary: 'Các bước đã kết thúc trong một khoảng thời gian, của mọi việc, theo thứ tự kết thúc; để làm báo cáo.' })
  @Answers(endedActivityPage)
  listEndedActivities(
    @Query({ schema: endedActivitiesQuery }) query: z.infer<typeof endedActivitiesQuery>,
  ): Promise<z.infer<typeof endedActivityPage>> {
    return listEndedActivities(this.database, query);
  }
}
