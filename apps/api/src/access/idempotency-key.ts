import { applyDecorators, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '#audit';
import { BadIdempotencyKeyError } from './errors.js';

const TAKES_KEY = 'congvan:takes-idempotency-key';

/** Printable ASCII; a database index holds it. */
const KEY = /^[ -~]{1,255}$/;

/**
 * For routes that run one command: the sender may repeat a request with the same `Idempotency-Key`, and it acts once. A
 * route without this does not look at the header: those over many things at once report each by itself, and answers
 * with secrets must not be kept.
 */
export function TakesIdempotencyKey(): MethodDecorator {
  return applyDecorators(
    SetMetadata(TAKES_KEY, true),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description:
        'Khóa do bên gửi chọn, mỗi yêu cầu mới một khóa mới. Gửi lại cùng khóa: việc chỉ làm một lần và trả lời như lần ' +
        'đầu, kèm tiêu đề `Idempotency-Replayed: true`. Cùng khóa với nội dung khác thì 422.',
      schema: { type: 'string', minLength: 1, maxLength: 255, pattern: KEY.source },
    }),
  );
}

/** What the request says about its repetition, for the caller of a command. @throws BadIdempotencyKeyError */
export function idempotencyOf(context: ExecutionContext): Pick<Caller, 'idempotencyKey' | 'onReplay'> {
  if (Reflect.getMetadata(TAKES_KEY, context.getHandler()) !== true) return {};
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key'];
  if (header === undefined) return {};
  const idempotencyKey = unquoted(String(header));
  if (!KEY.test(idempotencyKey)) throw new BadIdempotencyKeyError();
  const reply = context.switchToHttp().getResponse<FastifyReply>();
  return { idempotencyKey, onReplay: () => void reply.header('idempotency-replayed', 'true') };
}

/** The draft makes the key a string of RFC 8941, in quotes; most clients send it without. */
function unquoted(header: string): string {
  const [, inner] = /^"(.*)"$/.exec(header) ?? [];
  return inner === undefined ? header : inner.replaceAll(/\\(["\\])/g, '$1');
}
