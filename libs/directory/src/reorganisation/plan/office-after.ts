import type { PlannedPost } from './plan-lines.js';
import type { Office } from './read-office.js';
import type { Steps } from './plan-steps.js';

export interface HeldPost extends PlannedPost {
  readonly login: string;
}

/** Who holds which post once a plan has been carried out, each post once. */
export function postsAfter({ posts, day }: Office, { posts: changes }: Steps): HeldPost[] {
  const gone = new Set(changes.flatMap(({ from }) => (from === null ? [] : [from.postId])));
  const stays = posts.filter(({ postId, from }) => !gone.has(postId) && from <= day);
  const begun = changes.flatMap(({ login, to }) => (to === null ? [] : [{ login, ...to }]));
  const seen = new Set<string>();
  return [...stays, ...begun].filter(({ login, unit, role }) => {
    const key = JSON.stringify([login, unit, role]);
    return seen.has(key) ? false : seen.add(key);
  });
}
