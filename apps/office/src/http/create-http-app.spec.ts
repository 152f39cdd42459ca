import { CongvanError, createLogger, readConfiguration } from '#foundation';
import { Body, Controller, type DynamicModule, Get, Param, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { z } from 'zod';
import { Stopping } from '../stopping/stopping.js';
import { Answers } from './answers.js';
import { createHttpApp } from './create-http-app.js';

class DocumentRecalledError extends CongvanError {
  readonly code = 'sample.document-recalled';
  readonly kind = 'conflict';
}

const bodySchema = z.object({ subject: z.string().min(1), copies: z.number().int() });

@Controller('samples')
class SamplesController {
  @Post()
  create(@Body({ schema: bodySchema }) body: z.infer<typeof bodySchema>): unknown {
    return body;
  }

  @Post('acts')
  act(): void {}

  @Get('recalled')
  recalled(): never {
    throw new DocumentRecalledError('Văn bản đã bị thu hồi.', { findings: [{ where: 'id', what: 'đã thu hồi' }] });
  }

  @Get('defect')
  defect(): never {
    throw new Error('password=secret');
  }

  @Get('leaky')
  @Answers(z.object({ login: z.string() }))
  leaky(): unknown {
    return { login: 'cuongpv', passwordHash: 'secret' };
  }

  @Get(':id')
  one(@Param('id', { schema: z.uuid() }) id: string): unknown {
    return { id };
  }
}

class SampleModule {}

describe('an HTTP application of this house', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    const configuration = readConfiguration({ DATABASE_URL: 'postgres://localhost/none' });
    const module: DynamicModule = { module: SampleModule, controllers: [SamplesController] };
    const logger = createLogger({ name: 'test', level: 'silent' });
    app = await createHttpApp(module, { configuration, logger, stopping: new Stopping() });
    await app.init();
  });
  afterAll(() => app.close());

  it('answers a wrong body with every finding at once, each with its place', async () => {
    const response = await app.inject({
      method: 'POST',
      url: '/api/v1/samples',
      payload: { subject: '', copies: 1.5 },
    });
    expect(response.statusCode).toBe(400);
    expect(response.headers['content-type']).toContain('application/problem+json');
    expect(response.json()).toMatchObject({
      type: 'urn:congvan:problem:request.invalid',
      status: 400,
      title: 'Yêu cầu chưa đúng',
      findings: [{ where: 'body.subject' }, { where: 'body.copies' }],
    });
  });

  it('names the path parameter that is wrong', async () => {
    const response = await app.inject('/api/v1/samples/17');
    expect(response.statusCode).toBe(400);
    expect(response.json().findings).toMatchObject([{ where: 'path.id' }]);
  });

  it('chooses the status from the kind of the error and passes its findings on', async () => {
    const response = await app.inject('/api/v1/samples/recalled');
    expect(response.statusCode).toBe(409);
    expect(response.json()).toMatchObject({
      code: 'sample.document-recalled',
      detail: 'Văn bản đã bị thu hồi.',
      findings: [{ where: 'id', what: 'đã thu hồi' }],
    });
  });

  it('tells nothing of a defect but the request id', async () => {
    const response = await app.inject('/api/v1/samples/defect');
    expect(response.statusCode).toBe(500);
    expect(response.body).not.toContain('secret');
    expect(response.json().requestId).toBe(response.headers['x-request-id']);
  });

  it('lets only the documented fields of an answer out', async () => {
    const response = await app.inject('/api/v1/samples/leaky');
    expect(response.json()).toEqual({ login: 'cuongpv' });
  });

  it.each([
    ['a route that does not exist', { method: 'GET', url: '/api/v1/nowhere' }, 404, 'request.404'],
    [
      'a body that is not JSON',
      { method: 'POST', url: '/api/v1/samples', headers: { 'content-type': 'application/json' }, payload: '{"a"' },
      400,
      'request.bad-json',
    ],
    [
      'a media type nobody reads',
      { method: 'POST', url: '/api/v1/samples', headers: { 'content-type': 'text/csv' }, payload: 'a;b' },
      415,
      'request.unsupported-media-type',
    ],
    [
      'a body over the limit',
      { method: 'POST', url: '/api/v1/samples', payload: { subject: 'x'.repeat(1_100_000) } },
      413,
      'request.body-too-large',
    ],
    ['an address that cannot be decoded', { method: 'GET', url: '/api/v1/samples/%E0%A4%A' }, 400, 'request.bad-url'],
  ] as const)('refuses %s as a problem with a stable code', async (_what, request, status, code) => {
    const response = await app.inject(request);
    expect(response.headers['content-type']).toContain('application/problem+json');
    expect([response.statusCode, response.json().code]).toEqual([status, code]);
  });

  it('takes an empty body as none, whatever media type was named, and asks for one where one is needed', async () => {
    const json = { method: 'POST', headers: { 'content-type': 'application/json' } } as const;
    const needed = await app.inject({ ...json, url: '/api/v1/samples', payload: '' });
    expect([needed.statusCode, needed.json().code]).toEqual([400, 'request.invalid']);
    expect((await app.inject({ ...json, url: '/api/v1/samples/acts', payload: '' })).statusCode).toBe(201);
  });

  it('keeps a sound request id of the caller and replaces an unsound one', async () => {
    const kept = await app.inject({ url: '/api/v1/samples/recalled', headers: { 'x-request-id': 'gateway-4711' } });
    expect(kept.headers['x-request-id']).toBe('gateway-4711');
    const replaced = await app.inject({ url: '/api/v1/samples/recalled', headers: { 'x-request-id': 'a b\u0001' } });
    expect(replaced.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('sends the security headers with refusals too', async () => {
    const response = await app.inject('/api/v1/nowhere');
    expect(response.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    });
    expect(response.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(response.headers).not.toHaveProperty('access-control-allow-origin');
  });
});
