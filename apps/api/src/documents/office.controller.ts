import type { Caller } from '#audit';
import { Database } from '#database';
import { changeOffice, getOffice } from '#documents';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers } from '../../../office/src/index.js';
import { CurrentCaller } from '../access/principal.js';
import { officeAnswer, officeBody } from './document.schemas.js';

@ApiTags('directory')
@Controller('office')
export class OfficeController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
  ) {}

  @Get()
  @Allow.signedIn()
  @ApiOperation({ summary: 'Tên và chữ viết tắt của cơ quan.' })
  @Answers(officeAnswer)
  one(): Promise<z.infer<typeof officeAnswer>> {
    return getOffice(this.database);
  }

  @Put()
  @Allow.groups('admin')
  @ApiOperation({ summary: 'Đổi tên và chữ viết tắt; văn bản đã phát hành giữ ký hiệu cũ.' })
  @Answers(officeAnswer)
  change(
    @Body({ schema: officeBody }) body: z.output<typeof officeBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof officeAnswer>> {
    return this.executor.execute(changeOffice, body, caller);
  }
}
