import { Database } from '#database';
import { createLogger, readConfiguration, systemClock } from '#foundation';
import { Controller, type DynamicModule, Get } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Allow, CLOCK, CONFIGURATION, createHttpApp, Stopping } from '../../../office/src/index.js';
import { AuthorizationGuard } from './authorization.guard.js';

@Controller()
class SamplesController {
  @Get('forgotten')
  forgotten(): unknown {
    return { secret: true };
  }

  @Get('open')
  @Allow.everyone()
  open(): unknown {
    return {};
  }

  @Get('closed')
  @Allow.groups('clerk')
  closed(): unknown {
    return {};
  }
}

class SampleModule {}

describe('the authorization guard', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    const configuration = readConfiguration({ DATABASE_URL: 'postgres://localhost/none' });
    const module: DynamicModule = {
      module: SampleModule,
      controllers: [SamplesController],
      providers: [
        { provide: APP_GUARD, useClass: AuthorizationGuard },
        { provide: Database, useValue: {} },
        { provide: CLOCK, useValue: systemClock },
        { provide: CONFIGURATION, useValue: configuration },
      ],
    };
    const logger = createLogger({ name: 'test', level: 'silent' });
    app = await createHttpApp(module, { configuration, logger, stopping: new Stopping() });
    await app.init();
  });
  afterAll(() => app.close());

  const get = (path: string, authorization?: string) =>
    app.inject({ url: `/api/v1/${path}`, headers: authorization ? { authorization } : {} });

  it('closes a route that nobody gave a rule, instead of leaving it open', async () => {
    const response = await get('forgotten');
    expect([response.statusCode, response.json().code]).toEqual([403, 'request.route-without-rule']);
  });

  it('lets everyone through where the rule says so', async () => {
    expect((await get('open')).statusCode).toBe(200);
  });

  it.each([undefined, 'Basic YTpi', 'Bearer', 'Bearer one two', 'Bearer not-a-token'])(
    'asks who comes with "%s" to sign in',
    async (header) => {
      const response = await get('closed', header);
      expect([response.statusCode, response.json().code]).toEqual([401, 'request.sign-in-required']);
    },
  );
});
