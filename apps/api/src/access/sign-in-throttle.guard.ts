import { Injectable } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerOptions } from '@nestjs/throttler';
import type { FastifyRequest } from 'fastify';
import { TooManyRequestsError } from './errors.js';

const MINUTE_MS = 60_000;

/**
 * Two limits, counted by each process: a person who mistypes, and an address that tries many names. The second is wide
 * because a whole agency may come from one address at half past seven. The account's own lock counts across processes.
 */
export const SIGN_IN_LIMITS: ThrottlerOptions[] = [
  {
    name: 'login',
    ttl: MINUTE_MS,
    limit: 10,
    getTracker: (request) => `${request['ip']} ${loginIn(request as FastifyRequest)}`,
  },
  { name: 'address', ttl: MINUTE_MS, limit: 300 },
];

@Injectable()
export class SignInThrottleGuard extends ThrottlerGuard {
  protected override async throwThrottlingException(): Promise<void> {
    throw new TooManyRequestsError('Too many sign-ins were tried within a minute. Wait a minute, then try again.');
  }
}

function loginIn(request: FastifyRequest): string {
  const login = (request.body as { login?: unknown } | undefined)?.login;
  return typeof login === 'string' ? login.trim().toLowerCase().slice(0, 40) : '';
}
