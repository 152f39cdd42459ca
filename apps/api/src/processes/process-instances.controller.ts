import { Database } from '#database';
import { getInstance, listActivities, listInstances, listVariableChanges } from '#runtime';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, requireReaderOfCase, withReadableVariables } from '../../../office/src/index.js';
import { OVERSEERS_OF_CASES } from '../access/overseers-of-cases.js';
import { CurrentPrincipal, type Principal } from '../access/principal.js';
import { pageQuery } from '../paging.js';
import { activityPage, variableChangePage, variableChangesQuery } from './history.schemas.js';
import { instanceAnswer, instancePage, instancesQuery } from './process.schemas.js';

@ApiTags('processes')
@Controller('process-instances')
@Allow.groups(...OVERSEERS_OF_CASES)
export class ProcessInstancesController {
  constructor(private readonly database: Database) {}

  @Get()
  @ApiOperation({ summary: 'Các việc đang và đã chạy, mới nhất trước.' })
  @Answers(instancePage)
  listProcessInstances(
    @Query({ schema: instancesQuery }) query: z.infer<typeof instancesQuery>,
  ): Promise<z.infer<typeof instancePage>> {
    return listInstances(this.database, query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Tình trạng, biến và nơi đang đứng của một việc. Biến của việc xử lý sự cố chỉ người đọc được sự cố thấy.' })
  @Answers(instanceAnswer)
  async getProcessInstance(
    @Param('id', { schema: z.uuid() }) id: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof instanceAnswer>> {
    return withReadableVariables(this.database, principal, id, await getInstance(this.database, id));
  }

  @Get(':id/activities')
  @ApiOperation({ summary: 'Lịch sử của việc và các quy trình nó gọi, theo thứ tự bắt đầu.' })
  @Answers(activityPage)
  listProcessInstanceActivities(
    @Param('id', { schema: z.uuid() }) id: string,
    @Query({ schema: pageQuery }) page: z.infer<typeof pageQuery>,
  ): Promise<z.infer<typeof activityPage>> {
    return listActivities(this.database, id, page);
  }

  @Get(':id/variable-changes')
  @ApiOperation({ summary: 'Các lần thay đổi biến của việc và các quy trình nó gọi, cũ nhất trước.' })
  @Answers(variableChangePage)
  async listProcessInstanceVariableChanges(
    @Param('id', { schema: z.uuid() }) id: string,
    @Query({ schema: variableChangesQuery }) query: z.infer<typeof variableChangesQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof variableChangePage>> {
    await requireReaderOfCase(this.database, principal, id);
    return listVariableChanges(this.database, id, query);
  }
}
