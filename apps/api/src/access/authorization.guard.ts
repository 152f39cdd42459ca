import { Database } from '#database';
import { groupsOf, groupsOfOwnPosts } from '#directory';
import { type Clock, type Configuration, dateInZone } from '#foundation';
import { authenticate, authenticateWorker } from '#identity';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { ALLOW_RULE, type AllowRule, CLOCK, CONFIGURATION } from '../../../office/src/index.js';
import { NotAllowedError, PasswordChangeRequiredError, RouteWithoutRuleError, SignInRequiredError, WithoutPostError } from './errors.js';
import { OWN_POSTS_ONLY } from './own-posts-only.js';
import type { Principal } from './principal.js';

const BEARER = /^Bearer +(\S+)$/i;

/** Closes every route to whom its rule does not name, and a route without a rule to everyone. */
@Injectable()
export class AuthorizationGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    const rule = this.reflector.getAllAndOverride<AllowRule | undefined>(ALLOW_RULE, targets);
    if (rule === undefined) throw new RouteWithoutRuleError('Nobody may call this route: it has no rule.');
    if (rule.to === 'everyone') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined)
      throw new SignInRequiredError('Sign in and send the token as "Authorization: Bearer <token>".');
    const now = this.clock.now();
    const worker = await authenticateWorker(this.database, token, now);
    if (worker !== null) {
      if (rule.to !== 'workers') throw new NotAllowedError('A worker token opens the routes of external tasks only.');
      request.externalWorker = worker;
      return true;
    }
    const ownPostsOnly = request.method !== 'GET' && this.reflector.getAllAndOverride<boolean | undefined>(OWN_POSTS_ONLY, targets);
    const principal = await this.authenticate(token, now, ownPostsOnly ? groupsOfOwnPosts : groupsOf);
    refuseOutsiders(principal, rule);
    request.principal = principal;
    return true;
  }

  private async authenticate(token: string, now: Date, groupsToday: typeof groupsOf): Promise<Principal> {
    const holder = await authenticate(this.database, token, now);
    if (holder === null) throw new SignInRequiredError('The session has ended or never was; sign in again.');
    const today = dateInZone(now, this.configuration.OFFICE_TIME_ZONE);
    return { ...holder, groups: await groupsToday(this.database, holder.login, today) };
  }
}

function refuseOutsiders(principal: Principal, rule: Exclude<AllowRule, { to: 'everyone' }>): void {
  if (principal.mustChangePassword && !(rule.to === 'signed-in' && rule.beforePasswordChange)) {
    throw new PasswordChangeRequiredError(
      'Change your first password before anything else: POST /api/v1/auth/change-password.',
    );
  }
  if (principal.groups.length === 0 && rule.to === 'signed-in' && !rule.beforePasswordChange) throw new WithoutPostError(principal.login);
  if (rule.to === 'workers' && !rule.orGroups.some((group) => principal.groups.includes(group))) {
    throw new NotAllowedError('Only for external workers, each with its own token: congvan create-worker-token.');
  }
  if (rule.to === 'groups' && !rule.anyOf.some((group) => principal.groups.includes(group))) {
    throw new NotAllowedError(`Only for ${rule.anyOf.join(', ')}; your posts do not include any of these today.`);
  }
}
