import type { Caller } from '#audit';
import { Database } from '#database';
import { agencySchema, changeAgency, getAgency } from '#documents';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers } from '../../../office/src/index.js';
import { CurrentCaller } from '../access/principal.js';

const changeAgencyBody = agencySchema.meta({
  id: 'ChangeAgency',
  examples: [{ name: 'Sở Khoa học và Công nghệ', code: 'SKHCN', registerWithinDays: 5 }],
});
const agencyAnswer = z
  .object({
    name: z.string(),
    code: z.string().describe('Chữ viết tắt trong ký hiệu văn bản đi.'),
    registerWithinDays: z.int().describe('Số ngày làm việc kể từ ngày đến mà văn bản còn được vào sổ.'),
  })
  .meta({ id: 'Agency' });

@ApiTags('directory')
@Controller('agency')
export class AgencyController {
  constructor(
    private readonly database: Database,
    private readonly executor: CommandExecutor,
  ) {}

  @Get()
  @Allow.signedIn()
  @ApiOperation({ summary: 'Tên, chữ viết tắt của cơ quan, thời hạn vào sổ.' })
  @Answers(agencyAnswer)
  getAgency(): Promise<z.infer<typeof agencyAnswer>> {
    return getAgency(this.database);
  }

  @Put()
  @Allow.groups('admin')
  @ApiOperation({ summary: 'Đổi tên, chữ viết tắt, thời hạn vào sổ; văn bản đã phát hành giữ ký hiệu cũ.' })
  @Answers(agencyAnswer)
  changeAgency(
    @Body({ schema: changeAgencyBody }) body: z.output<typeof changeAgencyBody>,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof agencyAnswer>> {
    return this.executor.execute(changeAgency, body, caller);
  }
}
