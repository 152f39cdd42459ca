import { buffer } from 'node:stream/consumers';
import type { Caller } from '#audit';
import { Database } from '#database';
import { CommandExecutor, type DeploymentResource, deployProcesses, listDeployments } from '#runtime';
import { Controller, Get, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Allow, Answers } from '../../../office/src/index.js';
import { CurrentCaller } from '../access/principal.js';
import { pageQuery } from '../paging.js';
import { receiveFiles } from '../uploads/uploads.js';
import { deploymentAnswer, deploymentPage } from './process.schemas.js';

/** Models and forms are small texts; they are held in memory until the whole deployment has been checked. */
const LIMITS = { files: 200, fileBytes: 4_000_000 };

@ApiTags('processes')
@Controller('deployments')
@Allow.groups('designer', 'admin')
export class DeploymentsController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Các lần triển khai, mới nhất trước.' })
  @Answers(deploymentPage)
  listDeployments(@Query({ schema: pageQuery }) page: z.infer<typeof pageQuery>): Promise<z.infer<typeof deploymentPage>> {
    return listDeployments(this.database, page);
  }

  @Post()
  @ApiOperation({
    summary: 'Triển khai quy trình: tất cả hoặc không gì cả.',
    description:
      'Các tệp .bpmn, .dmn và .form của mỗi quy trình cùng một thư mục: `reply-required/reply-required.bpmn`, ' +
      '`reply-required/forms/draft.form`, `reply-required/decisions/deadline.dmn`. Quy trình không đổi thì giữ phiên bản cũ; có lỗi thì 422 với mọi lỗi.',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: { type: 'object', properties: { files: { type: 'array', items: { type: 'string', format: 'binary' } } } },
  })
  @Answers(deploymentAnswer, { status: 201 })
  async deployProcesses(
    @Req() request: FastifyRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof deploymentAnswer>> {
    const resources: DeploymentResource[] = [];
    for await (const { fileName, content } of receiveFiles(request, LIMITS)) {
      resources.push({ name: fileName, content: await buffer(content) });
    }
    return this.executor.execute(deployProcesses, { resources }, caller);
  }
}
