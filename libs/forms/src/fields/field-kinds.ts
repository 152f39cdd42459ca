import type { FieldType } from '../form.js';
import { checkbox } from './checkbox.js';
import { dateTime } from './date-time.js';
import type { FieldKind } from './field-kind.js';
import { multipleChoice } from './multiple-choice.js';
import { number } from './number.js';
import { singleChoice } from './single-choice.js';
import { text } from './text.js';

/** Every form-js field that carries a value. */
export const fieldKinds: Readonly<Record<FieldType, FieldKind>> = {
  textfield: text,
  textarea: text,
  number,
  checkbox,
  checklist: multipleChoice,
  taglist: multipleChoice,
  radio: singleChoice,
  select: singleChoice,
  datetime: dateTime,
};
