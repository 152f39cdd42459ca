import type { Caller } from '#audit';
import { Database } from '#database';
import { CommandExecutor } from '#runtime';
import { importFilePlan, listFilePlan } from '#work-files';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers } from '../../../office/src/index.js';
import { CurrentCaller } from '../access/principal.js';
import { filePlanBody, filePlanChanges, filePlanPage, filePlanQuery } from './work-file.schemas.js';

@ApiTags('work-files')
@Controller('file-plan')
export class FilePlanController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
  ) {}

  @Get()
  @Allow.signedIn()
  @ApiOperation({ summary: 'Danh mục hồ sơ của một năm.' })
  @Answers(filePlanPage)
  listFilePlan(@Query({ schema: filePlanQuery }) query: z.infer<typeof filePlanQuery>): Promise<z.infer<typeof filePlanPage>> {
    return listFilePlan(this.database, query);
  }

  @Post('imports')
  @Allow.groups('clerk', 'chief-of-office')
  @ApiOperation({
    summary: 'Nhập danh mục hồ sơ của một năm từ CSV; có thể xem trước (dryRun).',
    description: 'Cột: code, title, retention (số năm hoặc "vĩnh viễn"), unit, responsible. Có một dòng sai thì không dòng nào được nhập.',
  })
  @Answers(filePlanChanges)
  importFilePlan(
    @Body({ schema: filePlanBody }) body: z.output<typeof filePlanBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof filePlanChanges>> {
    return this.executor.execute(importFilePlan, body, caller);
  }
}
