import { CalendarBook } from '#calendar';
import { Database } from '#database';
import type { Configuration } from '#foundation';
import {
  type Ageing,
  ageing,
  ageingRequestSchema,
  listObligationsBehind,
  listTasksBehind,
  listTasksOfAge,
  obligationsBehindSchema,
  obligationsReport,
  type ObligationsRequest,
  obligationsRequestSchema,
  type ReportRequest,
  reportRequestSchema,
  type ReportTools,
  slaReport,
  slowSteps,
  type TasksBehindRequest,
  tasksBehindSchema,
  type TasksOfAgeRequest,
  tasksOfAgeSchema,
  type TasksOfPeriod,
  tasksOfPeriodSchema,
} from '#sla';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Allow, Answers, CONFIGURATION } from '../../../office/src/index.js';
import { CurrentPrincipal, type Principal } from '../access/principal.js';
import { pageQuery } from '../paging.js';
import { ofUnitInScope, tasksInScope } from './figures-in-scope.js';
import { ageingAnswer, obligationBehindPage, obligationsAnswer, reportAnswer, slowStepsAnswer, taskBehindPage } from './sla-report.schemas.js';

const obligationsBehindQuery = obligationsBehindSchema.safeExtend(pageQuery.shape);
const tasksOfAgeQuery = tasksOfAgeSchema.safeExtend(pageQuery.shape);
const tasksBehindQuery = tasksBehindSchema.safeExtend(pageQuery.shape);

@ApiTags('sla')
@Controller('sla')
@Allow.signedIn()
export class SlaReportsController {
  private readonly tools: ReportTools;

  constructor(
    database: Database,
    calendars: CalendarBook,
    @Inject(CONFIGURATION) configuration: Configuration,
  ) {
    this.tools = { database, calendars, zone: configuration.OFFICE_TIME_ZONE };
  }

  @Get('report')
  @ApiOperation({
    summary: 'Công việc đúng hạn, trễ hạn, đang làm và thời gian đã dùng trong một kỳ, theo đơn vị, người, loại, độ khẩn, quy trình, bước hoặc tháng.',
    description: 'Trưởng phòng xem phòng mình; ai cũng xem được việc của chính mình (person). Mỗi số liệu kèm định nghĩa và phạm vi.',
  })
  @Answers(reportAnswer)
  getSlaReport(
    @Query({ schema: reportRequestSchema }) request: ReportRequest,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof reportAnswer>> {
    return slaReport(this.tools, tasksInScope(request, principal));
  }

  @Get('report/tasks')
  @ApiOperation({ summary: 'Các công việc và hồ sơ nằm sau một số liệu của báo cáo, hoặc của một dòng (by, key).' })
  @Answers(taskBehindPage)
  listTasksBehind(
    @Query({ schema: tasksBehindQuery }) request: TasksBehindRequest & z.output<typeof pageQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof taskBehindPage>> {
    return listTasksBehind(this.tools, tasksInScope(request, principal));
  }

  @Get('ageing')
  @ApiOperation({ summary: 'Công việc đang mở theo số ngày làm việc đã quá hạn.' })
  @Answers(ageingAnswer)
  getAgeing(
    @Query({ schema: ageingRequestSchema }) request: z.output<typeof ageingRequestSchema>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Ageing> {
    return ageing(this.tools, ofUnitInScope(request, principal));
  }

  @Get('ageing/tasks')
  @ApiOperation({ summary: 'Các công việc đang mở ở một mức quá hạn, hoặc ở một dòng (by, key); đến hạn sớm nhất trước.' })
  @Answers(taskBehindPage)
  listTasksOfAge(
    @Query({ schema: tasksOfAgeQuery }) request: TasksOfAgeRequest & z.output<typeof pageQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof taskBehindPage>> {
    return listTasksOfAge(this.tools, ofUnitInScope(request, principal));
  }

  @Get('slow-steps')
  @ApiOperation({ summary: 'Thời gian làm việc trong kỳ đã dùng ở bước nào, và phần chờ người nhận; bước tốn nhiều nhất trước.' })
  @Answers(slowStepsAnswer)
  getSlowSteps(
    @Query({ schema: tasksOfPeriodSchema }) request: TasksOfPeriod,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof slowStepsAnswer>> {
    return slowSteps(this.tools, tasksInScope(request, principal));
  }

  @Get('obligations')
  @ApiOperation({ summary: 'Văn bản trả lời cơ quan còn nợ, ý kiến đơn vị phối hợp còn nợ và thời hạn của hồ sơ đến hạn trong kỳ, theo đơn vị.' })
  @Answers(obligationsAnswer)
  getObligations(
    @Query({ schema: obligationsRequestSchema }) request: ObligationsRequest,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof obligationsAnswer>> {
    return obligationsReport(this.tools, ofUnitInScope(request, principal));
  }

  @Get('obligations/behind')
  @ApiOperation({ summary: 'Các nghĩa vụ nằm sau một số liệu của báo cáo nghĩa vụ; đến hạn sớm nhất trước.' })
  @Answers(obligationBehindPage)
  listObligationsBehind(
    @Query({ schema: obligationsBehindQuery }) query: z.output<typeof obligationsBehindQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof obligationBehindPage>> {
    return listObligationsBehind(this.tools, ofUnitInScope(query, principal));
  }
}
