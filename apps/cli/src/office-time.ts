import { sayInstant } from '#deadlines';
import { designerSettings } from './designer-settings.js';

/** An instant as the sentences of the server say it: `17:00 thứ Sáu 30/01/2026`, in `OFFICE_TIME_ZONE`. */
export function sayInOfficeTime(instant: string): string {
  return sayInstant(instant, designerSettings().OFFICE_TIME_ZONE);
}
