import { Database } from '#database';
import { getDefinition, listDefinitions } from '#runtime';
import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers } from '../../../office/src/index.js';
import { definitionAnswer, definitionPage, definitionsQuery } from './process.schemas.js';

@ApiTags('processes')
@Controller('process-definitions')
@Allow.signedIn()
export class ProcessDefinitionsController {
  constructor(private readonly database: Database) {}

  @Get()
  @ApiOperation({ summary: 'Các quy trình đã triển khai.' })
  @Answers(definitionPage)
  listProcessDefinitions(
    @Query({ schema: definitionsQuery }) query: z.infer<typeof definitionsQuery>,
  ): Promise<z.infer<typeof definitionPage>> {
    return listDefinitions(this.database, query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Một phiên bản của một quy trình.' })
  @Answers(definitionAnswer)
  getProcessDefinition(@Param('id', { schema: z.uuid() }) id: string): Promise<z.infer<typeof definitionAnswer>> {
    return getDefinition(this.database, id);
  }

  @Get(':id/xml')
  @ApiOperation({ summary: 'Sơ đồ BPMN 2.0 như đã triển khai.' })
  @ApiOkResponse({ description: 'Thành công.', content: { 'application/xml': { schema: { type: 'string' } } } })
  @Header('content-type', 'application/xml; charset=utf-8')
  async getProcessDefinitionXml(@Param('id', { schema: z.uuid() }) id: string): Promise<string> {
    return (await getDefinition(this.database, id)).bpmn;
  }
}
