import { type Configuration, type Logger, newId } from '#foundation';
import { type DynamicModule, type INestApplication, RequestMethod } from '@nestjs/common';
import { NestFactory, Reflector } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { NestLogger } from '../nest-logger.js';
import type { Stopping } from '../stopping/stopping.js';
import { AnswerInterceptor } from './answers.js';
import { PortInUseError } from './errors.js';
import { ProblemFilter } from './problem.filter.js';
import { refuseDeepJson } from './refuse-deep-json.js';
import { RequestValidationPipe } from './request-validation.pipe.js';

const API_PREFIX = 'api/v1';

/** JSON bodies; uploads have their own limit (`UPLOAD_LIMIT_MB`). */
const BODY_LIMIT_BYTES = 1_048_576;
/** From the first byte of a request to its last: an upload of the default limit over a line of 1 Mbit/s. */
const REQUEST_TIMEOUT_MS = 600_000;
/** What a caller may choose as request id: it stands in logs and in the audit trail. */
const REQUEST_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{7,63}$/;
/** Asked every few seconds by machines; of interest only when something is searched for. */
const QUIET_PATHS = /^\/(health\/|assets\/|metrics$)/;

/**
 * A Nest application with the HTTP conventions of this house: request ids, one form of refusal, validation, security
 * headers, a line in the log for each request. Not yet listening.
 */
export async function createHttpApp(
  module: DynamicModule,
  {
    configuration,
    logger,
    stopping,
  }: { readonly configuration: Configuration; readonly logger: Logger; readonly stopping: Stopping },
): Promise<NestFastifyApplication> {
  const problems = new ProblemFilter(logger);
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    trustProxy: configuration.TRUSTED_PROXIES ?? false,
    requestIdHeader: false,
    genReqId: requestIdOf,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      problems.send(error, request, reply),
    routerOptions: { maxParamLength: 500 },
    forceCloseConnections: 'idle',
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  addHooks(adapter.getInstance(), logger, stopping);
  acceptNoBody(app);
  setPrefix(app);
  app.useSecurityHeaders({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: "'none'",
        scriptSrc: "'self'",
        styleSrc: "'self'",
        imgSrc: ["'self'", 'data:'],
        connectSrc: "'self'",
        baseUri: "'none'",
        formAction: "'self'",
        frameAncestors: "'none'",
      },
    },
    xFrameOptions: { action: 'deny' },
    // Whether the whole domain of an agency speaks HTTPS is not for one of its servers to promise.
    strictTransportSecurity: { includeSubDomains: false },
  });
  app.useGlobalPipes(new RequestValidationPipe());
  app.useGlobalInterceptors(new AnswerInterceptor(app.get(Reflector)));
  app.useGlobalFilters(problems);
  return app;
}

/** Clients name the media type of their requests also where an act takes no body. Where one is asked for, its schema refuses none. */
function acceptNoBody(app: NestFastifyApplication): void {
  const parse = app.getHttpAdapter().getInstance().getDefaultJsonParser('error', 'error');
  app.useBodyParser('application/json', { bodyLimit: BODY_LIMIT_BYTES }, (request, body, done) => {
    if (body.byteLength === 0) done(null, undefined);
    else void parse(request as FastifyRequest, body.toString('utf8'), done);
  });
}

/** The versioned prefix of the API; pages, their assets, health checks and metrics stand outside it. */
export function setPrefix(app: INestApplication): void {
  app.setGlobalPrefix(API_PREFIX, {
    exclude: [
      { path: '/', method: RequestMethod.GET },
      { path: 'health/*path', method: RequestMethod.GET },
      { path: 'metrics', method: RequestMethod.GET },
      { path: 'assets/*path', method: RequestMethod.GET },
      { path: 'trang-tin', method: RequestMethod.ALL },
      { path: 'trang-tin/*path', method: RequestMethod.ALL },
      { path: 'hoi-dap', method: RequestMethod.ALL },
      { path: 'hoi-dap/*path', method: RequestMethod.ALL },
    ],
  });
}

/**
 * Through Fastify itself: Nest would log a port in use as a defect before we can say what to do about it.
 * @returns the address, e.g. `http://127.0.0.1:3000`
 * @throws PortInUseError
 */
export async function listen(
  app: NestFastifyApplication,
  variable: 'PORT' | 'HEALTH_PORT',
  port: number,
  host: string,
): Promise<string> {
  await app.init();
  try {
    return await app.getHttpAdapter().getInstance().listen({ port, host });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') throw new PortInUseError(variable, port, error);
    throw error;
  }
}

function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : newId();
}

function addHooks(fastify: FastifyInstance, logger: Logger, stopping: Stopping): void {
  fastify.addHook('onRequest', async (request, reply) => {
    const running = `${request.method} ${pathOf(request)} (${request.id})`;
    stopping.requests.add(running);
    reply.raw.once('close', () => stopping.requests.delete(running));
    reply.header('x-request-id', request.id);
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
  });
  fastify.addHook('preValidation', async ({ body }) => refuseDeepJson(body));
  fastify.addHook('onSend', async (request, reply) => {
    // The next request of this connection is better sent to another process.
    if (stopping.announced) reply.header('connection', 'close');
    // Refused before its body was read, an upload for instance. The sender must be able to get rid of the rest, or he
    // never reads our answer; and the connection must not be used again: the rest would stand before the next request.
    if (request.raw.complete) return;
    reply.header('connection', 'close');
    request.raw.unpipe();
    request.raw.resume();
  });
  fastify.addHook('onResponse', async (request, reply) => {
    const path = pathOf(request);
    logger[QUIET_PATHS.test(path) ? 'debug' : 'info']({
      code: 'api.request',
      requestId: request.id,
      method: request.method,
      path,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    });
  });
}

/** The links of those who asked the agency something are their only key: no log keeps it. */
const SECRET_IN_PATH = /(?<=\/(?:theo-doi|own-questions)\/)[^/]+|(?<=\/)[\w-]{43}(?=\/|$)/gi;

function pathOf(request: FastifyRequest): string {
  const path = request.url.split('?', 1)[0]!;
  // Routes are found in the decoded path: so is the secret.
  const decoded = decodePath(path);
  const masked = decoded.replace(SECRET_IN_PATH, '…');
  return masked === decoded ? path : masked;
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // no route takes it either
  }
}
