import { Database } from '#database';
import { getInstance, listActivities, listInstances } from '#runtime';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers } from '../../../office/src/index.js';
import { pageQuery } from '../paging.js';
import { activityPage, instanceAnswer, instancePage, instancesQuery } from './process.schemas.js';

/** Variables tell what documents are about, hence only for those who may read every document. */
@ApiTags('processes')
@Controller('process-instances')
@Allow.groups('leader', 'chief-of-office', 'manager', 'admin')
export class ProcessInstancesController {
  constructor(private readonly database: Database) {}

  @Get()
  @ApiOperation({ summary: 'Các việc đang và đã chạy, mới nhất trước.' })
  @Answers(instancePage)
  list(
    @Query({ schema: instancesQuery }) query: z.infer<typeof instancesQuery>,
  ): Promise<z.infer<typeof instancePage>> {
    return listInstances(this.database, query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Tình trạng, biến và nơi đang đứng của một việc.' })
  @Answers(instanceAnswer)
  one(@Param('id', { schema: z.uuid() }) id: string): Promise<z.infer<typeof instanceAnswer>> {
    return getInstance(this.database, id);
  }

  @Get(':id/activities')
  @ApiOperation({ summary: 'Lịch sử của việc và các quy trình nó gọi, theo thứ tự bắt đầu.' })
  @Answers(activityPage)
  activities(
    @Param('id', { schema: z.uuid() }) id: string,
    @Query({ schema: pageQuery }) page: z.infer<typeof pageQuery>,
  ): Promise<z.infer<typeof activityPage>> {
    return listActivities(this.database, id, page);
  }
}
