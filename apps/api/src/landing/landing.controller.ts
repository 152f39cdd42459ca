import { Controller, Get, Header, Inject, Optional } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Allow, Readiness } from '../../../office/src/index.js';
import { DEMO_SIGN_INS, type DemoSignIns } from './demo-sign-ins.js';
import { landingPage } from './landing-page.js';

@ApiExcludeController()
@Controller()
export class LandingController {
  constructor(
    private readonly readiness: Readiness,
    @Optional() @Inject(DEMO_SIGN_INS) private readonly demo?: DemoSignIns,
  ) {}

  @Get()
  @Allow.everyone()
  @Header('content-type', 'text/html; charset=utf-8')
  async index(): Promise<string> {
    return landingPage({ health: await this.readiness.health(), demo: this.demo });
  }
}
