import { Database } from '#database';
import { listDecisions } from '#runtime';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers } from '../../../office/src/index.js';
import { decisionPage, decisionsQuery } from './process.schemas.js';

@ApiTags('processes')
@Controller('decision-definitions')
@Allow.signedIn()
export class DecisionDefinitionsController {
  constructor(private readonly database: Database) {}

  @Get()
  @ApiOperation({ summary: 'Các bảng quyết định DMN đã triển khai.' })
  @Answers(decisionPage)
  listDecisionDefinitions(
    @Query({ schema: decisionsQuery }) query: z.infer<typeof decisionsQuery>,
  ): Promise<z.infer<typeof decisionPage>> {
    return listDecisions(this.database, query);
  }
}
