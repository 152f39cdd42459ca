import type { Caller } from '#audit';
import { Database } from '#database';
import { CommandExecutor, DefinitionStore, migrateInstances } from '#runtime';
import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, officeOperations } from '../../../office/src/index.js';
import { CurrentCaller } from '../access/principal.js';
import { migrationAnswer, migrationBody, resumeBody, suspendBody, suspensionAnswer } from './live-change.schemas.js';

/** What operators do to all running cases of one version of a process. */
@ApiTags('operations')
@Controller()
@Allow.groups('admin', 'it')
export class DefinitionOperationsController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
    private readonly definitions: DefinitionStore,
  ) {}

  @Post('process-definitions/:id/suspend')
  @ApiOperation({ summary: 'Tạm dừng một phiên bản: không bắt đầu việc mới, mọi việc đang chạy dừng lại.' })
  @Answers(suspensionAnswer)
  suspendProcessDefinition(
    @Param('id', { schema: z.uuid() }) definitionId: string,
    @Body({ schema: suspendBody }) body: z.infer<typeof suspendBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof suspensionAnswer>> {
    const { executor, database } = this;
    return officeOperations.suspendDefinition({ executor, database }, { definitionId, ...body }, caller);
  }

  @Post('process-definitions/:id/resume')
  @ApiOperation({ summary: 'Cho một phiên bản và mọi việc của nó chạy lại.' })
  @Answers(suspensionAnswer)
  resumeProcessDefinition(
    @Param('id', { schema: z.uuid() }) definitionId: string,
    @Body({ schema: resumeBody }) { withCalled }: z.infer<typeof resumeBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof suspensionAnswer>> {
    const { executor, database } = this;
    return officeOperations.resumeDefinition({ executor, database }, { definitionId, withCalled }, caller);
  }

  @Post('migrations')
  @ApiOperation({
    summary: 'Chuyển các việc đang chạy sang một phiên bản khác của quy trình.',
    description:
      'Kế hoạch được kiểm tra toàn bộ trước; kế hoạch sai thì 422 và không việc nào bị đụng đến. Mỗi việc được chuyển ' +
      'riêng: việc nào không chuyển được thì giữ nguyên và có lý do trong kết quả.',
  })
  @Answers(migrationAnswer)
  migrateProcessInstances(
    @Body({ schema: migrationBody }) body: z.infer<typeof migrationBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof migrationAnswer>> {
    const { executor, database, definitions } = this;
    return migrateInstances({ executor, database, definitions }, body, caller, officeOperations.migrate);
  }
}
