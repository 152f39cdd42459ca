import type { EventNode, LinkTrigger } from '#bpmn';
import { UnsupportedElementError } from '../../errors.js';
import type { Behaviour } from '../../execution/behaviour.js';
import { complete } from '../../execution/complete.js';

/** Throwing link event (BPMN 2.0.2 §10.5.4): its token goes on at the catching link event of its name and scope. */
export const linkThrowEvent: Behaviour<EventNode & { readonly trigger: LinkTrigger }> = {
  enter(step, activity) {
    const { planned, element } = activity;
    if (!planned.linkTarget) {
      throw new UnsupportedElementError(element.id, `a link to "${element.trigger.link}", which its scope lacks,`);
    }
    complete(step, activity);
  },
};
