import { Database } from '#database';
import { listOverdueCases, SLA_DEFINITIONS, slaPeriodSchema, slaSummary } from '#sla';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers } from '../../../office/src/index.js';
import { CurrentPrincipal, type Principal } from '../access/principal.js';
import { instant, pageOf, pageQuery } from '../paging.js';
import { ofUnitInScope } from './figures-in-scope.js';

const figures = z.object(
  Object.fromEntries(
    Object.entries(SLA_DEFINITIONS).map(([name, meaning]) => [name, z.int().describe(meaning)]),
  ) as Record<keyof typeof SLA_DEFINITIONS, z.ZodInt>,
);
const summaryAnswer = z
  .object({
    asOf: instant,
    period: z.object({ from: z.string(), to: z.string(), unit: z.string().optional() }),
    definitions: z.record(z.string(), z.string()),
    total: figures,
    units: z.array(figures.extend({ unit: z.string().nullable(), unitName: z.string().nullable() })),
  })
  .meta({ id: 'SlaSummary' });

const overdueCasesQuery = slaPeriodSchema.safeExtend(pageQuery.shape);
const overdueCasePage = pageOf(
  'OverdueCasePage',
  z.object({
    obligationId: z.uuid(),
    documentId: z.uuid(),
    arrivalNumber: z.int(),
    arrivalYear: z.int(),
    senderAgency: z.string(),
    documentNumber: z.string().nullable(),
    subject: z.string(),
    unit: z.string().nullable(),
    unitName: z.string().nullable(),
    dueAt: instant,
    lateSeconds: z.int(),
    heldBy: z.array(
      z.object({
        taskId: z.uuid(),
        taskName: z.string(),
        person: z.string().nullable(),
        personName: z.string().nullable(),
        groups: z.array(z.string()),
        escalatedTo: z.array(z.string()),
      }),
    ),
  }),
);

@ApiTags('sla')
@Controller('sla')
@Allow.signedIn()
export class SlaController {
  constructor(private readonly database: Database) {}

  @Get('summary')
  @ApiOperation({ summary: 'Thời hạn được giữ ra sao trong một kỳ, theo đơn vị chủ trì; trưởng phòng xem phòng mình.' })
  @Answers(summaryAnswer)
  getSlaSummary(
    @Query({ schema: slaPeriodSchema }) period: z.output<typeof slaPeriodSchema>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof summaryAnswer>> {
    return slaSummary(this.database, ofUnitInScope(period, principal));
  }

  @Get('overdue-cases')
  @ApiOperation({ summary: 'Các văn bản quá hạn trả lời và ai đang giữ việc; trễ nhất trước.' })
  @Answers(overdueCasePage)
  listOverdueCases(
    @Query({ schema: overdueCasesQuery }) query: z.output<typeof overdueCasesQuery>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<z.infer<typeof overdueCasePage>> {
    return listOverdueCases(this.database, ofUnitInScope(query, principal));
  }
}
