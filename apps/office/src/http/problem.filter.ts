import { isUnavailability, sqlState } from '#database';
import { CongvanError, type ErrorKind, type Logger } from '#foundation';
import { problemPage } from '#website';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { findingTitle } from './finding-titles.js';
import { type Problem, PROBLEM_MEDIA_TYPE } from './problem.js';
import { problemTitle } from './problem-titles.js';

/** The one place that chooses an HTTP status. */
const STATUS_OF_KIND: Readonly<Record<ErrorKind, number>> = {
  malformed: 400,
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'unsupported-type': 415,
  locked: 423,
  'outside-range': 416,
  'too-many': 429,
  transient: 503,
  internal: 500,
};

const INTERNAL_DETAIL = 'Hệ thống gặp lỗi khi xử lý yêu cầu. Hãy báo mã yêu cầu (requestId) cho bộ phận CNTT.';
const TRANSIENT_DETAIL = 'Hệ thống đang bận hoặc một máy chủ chưa trả lời. Hãy thử lại sau ít giây.';
const RETRY_AFTER_SECONDS = 2;

/** Codes of refusals that Fastify makes before any of our code runs, by its error code. */
const FASTIFY_CODES: Readonly<Record<string, string>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'request.body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request.unsupported-media-type',
  FST_ERR_CTP_INVALID_JSON_BODY: 'request.bad-json',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'request.bad-content-length',
  FST_ERR_BAD_URL: 'request.bad-url',
  FST_ERR_MAX_PARAM_LENGTH: 'request.bad-url',
  FST_REQ_FILE_TOO_LARGE: 'request.file-too-large',
  FST_FILES_LIMIT: 'request.too-many-files',
  FST_FIELDS_LIMIT: 'request.too-many-fields',
  FST_PARTS_LIMIT: 'request.too-many-parts',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'request.not-multipart',
  FST_MP_PREMATURE_CLOSE: 'request.broken-off',
};

/** What people can do about a page that cannot be shown, by status. */
const PAGE_ADVICE: Readonly<Record<number, string>> = {
  400: 'Đường dẫn chưa đúng: hãy chép lại cả đường dẫn, hoặc tìm từ trang đầu.',
  404: 'Trang này không có, hoặc không còn nữa. Hãy tìm từ trang đầu.',
  422: 'Đường dẫn chưa đúng: hãy tìm từ trang đầu.',
  413: 'Nội dung gửi lên dài quá: hãy viết ngắn lại.',
  429: 'Có nhiều yêu cầu từ địa chỉ mạng này. Hãy đợi ít phút rồi thử lại.',
};

/** SQLSTATEs of values that got past the schemas but no column holds: characters, numbers, dates (class 22). */
const UNSTORABLE = new Set(['22021', '22P05', '22P02', '22003', '22007', '22008']);

/** Turns every error into a problem (RFC 9457). Of an unexpected error nothing gets out but the request id. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    this.send(error, request, reply);
  }

  /** Also called by Fastify for requests that never reach Nest. */
  send(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const problem = problemOf(error, request.id);
    if (problem.status >= 500) {
      this.logger.error({ code: 'api.request-failed', problem: problem.code, requestId: request.id, err: error });
    }
    // The body had begun: no status is left to change, only a connection to break so that nobody takes it for whole.
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
    const retryAfter = retryAfterOf(error, problem.status);
    if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
    reply.status(problem.status);
    if (readsPages(request)) {
      // What is not in Vietnamese is for programs.
      const detail = problem.status >= 500 ? problem.detail : (PAGE_ADVICE[problem.status] ?? '');
      reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(problemPage({ ...problem, detail }));
      return;
    }
    reply.type(PROBLEM_MEDIA_TYPE).send(JSON.stringify(problem));
  }
}

/** Somebody who looks at the public pages in a browser. */
function readsPages({ url, headers }: FastifyRequest): boolean {
  return /^\/(?:trang-tin|hoi-dap)(?:[/?]|$)/.test(url) && headers.accept?.includes('text/html') === true;
}

function retryAfterOf(error: unknown, status: number): number | undefined {
  const known = error instanceof CongvanError ? error.retryAfterSeconds : undefined;
  return known ?? (status === 503 ? RETRY_AFTER_SECONDS : undefined);
}

function problemOf(error: unknown, requestId: string): Problem {
  if (error instanceof CongvanError) {
    const status = STATUS_OF_KIND[error.kind];
    const detail = status === 500 ? INTERNAL_DETAIL : status === 503 ? TRANSIENT_DETAIL : error.message;
    const findings = status !== 500 ? error.findings.map((finding) => ({ ...finding, title: findingTitle(finding.code) })) : [];
    return problem(status, error.code, detail, requestId, findings);
  }
  if (isUnavailability(error)) return problem(503, 'database.unavailable', TRANSIENT_DETAIL, requestId);
  if (UNSTORABLE.has(sqlState(error) ?? '')) {
    const detail = 'A value cannot be stored: U+0000 or half a character in a text, or a number or date out of range.';
    return problem(400, 'request.unstorable-value', detail, requestId);
  }
  const status = statusOf(error);
  if (status === undefined || status >= 500) return problem(500, 'internal', INTERNAL_DETAIL, requestId);
  const fastifyCode = fastifyCodeOf(error) ?? fastifyCodeOf((error as Error).cause);
  const code = fastifyCode === undefined ? undefined : FASTIFY_CODES[fastifyCode];
  return problem(status, code ?? `request.${status}`, (error as Error).message, requestId);
}

function problem(
  status: number,
  code: string,
  detail: string,
  requestId: string,
  findings: Problem['findings'] = [],
): Problem {
  return {
    type: `urn:congvan:problem:${code}`,
    title: problemTitle(code, status),
    status,
    detail,
    code,
    requestId,
    findings,
  };
}

/** The status that Nest or Fastify meant, where the error is one of theirs. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  return fastifyCodeOf(error) === undefined ? undefined : (error as { statusCode?: number }).statusCode;
}

function fastifyCodeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' && code.startsWith('FST_') ? code : undefined;
}
