import { SetMetadata } from '@nestjs/common';

export const OWN_POSTS_ONLY = 'congvan:own-posts-only';

/**
 * For routes that give or take rights: on these a deputy has the groups of his own posts alone, since what he gives would
 * outlast his days and he passes nothing on. On a controller it leaves out the routes that read.
 */
export const OwnPostsOnly = (): MethodDecorator & ClassDecorator => SetMetadata(OWN_POSTS_ONLY, true);
