import type { Caller } from '#audit';
import { type Configuration, namesIn } from '#foundation';
import { AccountSystems, lockExposedAccount } from '#identity';
import { CommandExecutor } from '#runtime';
import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Allow, Answers, CONFIGURATION } from '../../../office/src/index.js';
import { CurrentCaller, CurrentPrincipal, type Principal } from '../access/principal.js';
import { exposureAnswer, exposureBody } from './account.schemas.js';
import { login } from './login.js';

/** Who may report it is decided by the command: for his own account everybody, for another's the posts of the settings. */
@ApiTags('accounts')
@Controller('accounts/:login/exposure')
export class ExposuresController {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly systems: AccountSystems,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Post()
  @Allow.signedInBeforePasswordChange()
  @ApiOperation({ summary: 'Báo lộ mật khẩu: khóa ngay tài khoản, mọi phiên và tài khoản ở các hệ thống khác.' })
  @Answers(exposureAnswer)
  report(
    @Param('login', { schema: login }) login: string,
    @Body({ schema: exposureBody }) { reason }: z.infer<typeof exposureBody>,
    @CurrentPrincipal() { groups }: Principal,
    @CurrentCaller() caller: Caller,
  ): Promise<z.infer<typeof exposureAnswer>> {
    const { EXPOSURE_REPORTERS, EXPOSURE_TOLD } = this.configuration;
    const parties = { reporters: namesIn(EXPOSURE_REPORTERS), told: namesIn(EXPOSURE_TOLD), systems: this.systems.others };
    return this.executor.execute(lockExposedAccount, { login, reason, groups, ...parties }, caller);
  }
}
