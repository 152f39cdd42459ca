import type { Caller } from '#audit';
import { Database } from '#database';
import { CommandExecutor, type DeploymentResource, deployProcesses, listDeployments } from '#runtime';
import { Controller, Get, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Allow, Answers, RequestInvalidError } from '../../../office/src/index.js';
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
  list(@Query({ schema: pageQuery }) page: z.infer<typeof pageQuery>): Promise<z.infer<typeof deploymentPage>> {
    return listDeployments(this.database, page);
  }

  @Post()
  @ApiOperation({
    summary: 'Triển khai quy trình: tất cả hoặc không gì cả.',
    description:
      'Các tệp .bpmn và .form của mỗi quy trình cùng một thư mục: `reply-required/reply-required.bpmn`, ' +
      '`reply-required/forms/draft.form`. Quy trình không đổi thì giữ phiên bản cũ; có lỗi thì 422 với mọi lỗi.',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: { type: 'object', properties: { files: { type: 'array', items: { type: 'string', format: 'binary' } } } },
  })
  @Answers(deploymentAnswer)
  async deploy(
    @Req() request: FastifyRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof deploymentAnswer>> {
    const resources: DeploymentResource[] = [];
    for await (const file of receiveFiles(request, LIMITS)) {
      requireNameInside(file.filename);
      resources.push({ name: file.filename, content: await file.toBuffer() });
    }
    return this.executor.execute(deployProcesses, { resources }, caller);
  }
}

/** Names are paths inside the deployment. @throws RequestInvalidError for one that leads out of it */
function requireNameInside(name: string): void {
  if (!name.startsWith('/') && !/\\|^[A-Za-z]:|(^|\/)\.\.?(\/|$)/.test(name)) return;
  throw new RequestInvalidError('Tên tệp phải là đường dẫn bên trong lần triển khai.', {
    findings: [
      { where: `body.files.${name}`, what: 'ra khỏi thư mục', mend: 'Ví dụ: reply-required/forms/draft.form' },
    ],
  });
}
