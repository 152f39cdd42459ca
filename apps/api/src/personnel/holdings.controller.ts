import { Database } from '#database';
import { type Clock, type Configuration, dateInZone } from '#foundation';
import { holdingsOf } from '#personnel';
import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Allow, Answers, CLOCK, CONFIGURATION } from '../../../office/src/index.js';
import { CurrentPrincipal, type Principal } from '../access/principal.js';
import { login } from '../accounts/login.js';
import { holdingsAnswer } from './personnel.schemas.js';

@ApiTags('personnel')
@Controller('people')
@Allow.signedIn()
export class HoldingsController {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Get(':login/holdings')
  @ApiOperation({
    summary: 'Những gì một người đang giữ: việc, dự thảo, việc được giao, hồ sơ, chức vụ, hộp thư, ủy quyền, tài khoản.',
    description: 'Cho chính người ấy, người đứng đầu đơn vị, phòng tổ chức và Chánh Văn phòng; hai nơi sau chỉ thấy số lượng và những gì không cần quyền đọc.',
  })
  @Answers(holdingsAnswer)
  getHoldings(@Param('login', { schema: login }) person: string, @CurrentPrincipal() principal: Principal): Promise<z.infer<typeof holdingsAnswer>> {
    const today = dateInZone(this.clock.now().toISOString(), this.configuration.OFFICE_TIME_ZONE);
    return holdingsOf(this.database, principal, person, today);
  }
}
